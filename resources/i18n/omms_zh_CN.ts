<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BusyLine</name>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Still working…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>处理中</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Several fit; please choose one.</source>
        <translation>有多个相符,请选择一个。</translation>
    </message>
    <message>
        <source>Nothing of this name can be chosen here.</source>
        <translation>这里没有这个选项。</translation>
    </message>
</context>
<context>
    <name>ConfirmPanel</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ConnectionBanner</name>
    <message>
        <source>The server has not answered since {0}.</source>
        <translation>服务器自{0}起没有应答。</translation>
    </message>
    <message>
        <source>What is on screen and what you type stays; finding, saving and printing wait. It comes back by itself.</source>
        <translation>屏幕上和已输入的内容都保留;查找、保存、打印暂停。恢复后自动继续。</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
</context>
<context>
    <name>DataTable</name>
    <message>
        <source>Nothing here</source>
        <translation>没有内容</translation>
    </message>
</context>
<context>
    <name>DateEdit</name>
    <message>
        <source>yyyy-mm-dd</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Type a date such as 2026-11-23 or 20261123.</source>
        <translation>请填写日期,如2026-11-23或20261123。</translation>
    </message>
    <message>
        <source>The first possible day is {0}.</source>
        <translation>最早可填{0}。</translation>
    </message>
    <message>
        <source>The last possible day is {0}.</source>
        <translation>最晚可填{0}。</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Your sign-in has ended. Sign in to go on.</source>
        <translation>登录已失效,请重新登录后继续。</translation>
    </message>
    <message>
        <source>Locked after {0} minutes without a key.</source>
        <translation>因{0}分钟无操作,已锁屏。</translation>
    </message>
</context>
<context>
    <name>DisplayButton</name>
    <message>
        <source>Language, colours, text size</source>
        <translation>语言、配色、字号</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Small text</source>
        <translation>小字</translation>
    </message>
    <message>
        <source>Medium text</source>
        <translation>中字</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>大字</translation>
    </message>
</context>
<context>
    <name>FindingBox</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Reason: {0}</source>
        <translation>理由:{0}</translation>
    </message>
    <message>
        <source>Please give a reason.</source>
        <translation>请填写理由。</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>The bundled Chinese font is missing; some names may show as boxes.</source>
        <translation>缺少自带的中文字体,部分姓名可能显示为方框。</translation>
    </message>
</context>
<context>
    <name>FormRow</name>
    <message>
        <source>Please fill in this field.</source>
        <translation>请填写此项。</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>KeyHints</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>KeyOverview</name>
    <message>
        <source>Keys of this screen</source>
        <translation>本页快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Level</name>
    <message>
        <source>Stop</source>
        <translation>禁止</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>OMMS clinic</source>
        <translation>OMMS 诊所</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>本页快捷键</translation>
    </message>
    <message>
        <source>Lock or change user</source>
        <translation>锁屏或换人</translation>
    </message>
    <message>
        <source>中文 / English</source>
        <translation>中文 / English</translation>
    </message>
</context>
<context>
    <name>MoneyEdit</name>
    <message>
        <source>Type an amount in yuan, such as 12.50.</source>
        <translation>请填写金额(元),如12.50。</translation>
    </message>
    <message>
        <source>The least is {0}.</source>
        <translation>不得少于{0}。</translation>
    </message>
    <message>
        <source>The most is {0}.</source>
        <translation>不得多于{0}。</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Screens</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close notice</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>Type a whole number.</source>
        <translation>请填写整数。</translation>
    </message>
    <message>
        <source>Type a number from {0} to {1}.</source>
        <translation>请填写{0}至{1}之间的数。</translation>
    </message>
</context>
<context>
    <name>PaperPanel</name>
    <message>
        <source>This computer has no printer; set one up, then print again.</source>
        <translation>这台电脑没有打印机;请安装后再打印。</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存:{0}</translation>
    </message>
    <message>
        <source>Sent to {0}</source>
        <translation>已送往{0}</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>第{0}页,共{1}页</translation>
    </message>
</context>
<context>
    <name>PersonNotices</name>
    <message>
        <source>Undo ({0})</source>
        <translation>撤销({0})</translation>
    </message>
</context>
<context>
    <name>QrCode</name>
    <message>
        <source>No code</source>
        <translation>没有二维码</translation>
    </message>
</context>
<context>
    <name>QuestionsPanel</name>
    <message>
        <source>Please check before going on</source>
        <translation>请核对后再继续</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>The server does not answer. Signing in goes on by itself once it is back.</source>
        <translation>服务器没有应答,恢复后自动继续登录。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Stay signed in on this computer</source>
        <translation>在这台电脑上保持登录</translation>
    </message>
    <message>
        <source>This computer has no safe place to stay signed in; sign in after each start.</source>
        <translation>这台电脑没有安全的密钥环,每次启动后须登录。</translation>
    </message>
    <message>
        <source>Server {0}</source>
        <translation>服务器 {0}</translation>
    </message>
    <message>
        <source>Clinic information system</source>
        <translation>诊所信息系统</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>用户名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>not answering</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Server {0}</source>
        <translation>服务器 {0}</translation>
    </message>
    <message>
        <source>Simulated payments</source>
        <translation>模拟支付</translation>
    </message>
</context>
<context>
    <name>TotalsRow</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Totals: {0}</source>
        <translation>合计:{0}</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Screens</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>任何时候</translation>
    </message>
    <message>
        <source>No screen is open to you</source>
        <translation>没有可用的页面</translation>
    </message>
    <message>
        <source>Your posts give no right to any screen. Ask the administrator.</source>
        <translation>您的岗位没有任何页面的权限,请联系管理员。</translation>
    </message>
</context>
</TS>
