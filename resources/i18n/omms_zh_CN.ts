<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AdministrationPage</name>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>The period ends before it begins.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>A patient&apos;s number has digits only.</source>
        <translation>病案号只能是数字。</translation>
    </message>
</context>
<context>
    <name>AllergiesPanel</name>
    <message>
        <source>No known allergies</source>
        <translation>否认过敏史</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Allergen: initials, name or code</source>
        <translation>过敏原：拼音首字母、名称或代码</translation>
    </message>
    <message>
        <source>Find an allergen</source>
        <translation>查找过敏原</translation>
    </message>
    <message>
        <source>A name that is not in the catalogue is not checked against drugs.</source>
        <translation>目录外的过敏原不参与用药审查。</translation>
    </message>
    <message>
        <source>Allergen</source>
        <translation>过敏原</translation>
    </message>
    <message>
        <source>Reaction</source>
        <translation>反应</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏史</translation>
    </message>
    <message>
        <source>Add an allergy</source>
        <translation>新增过敏</translation>
    </message>
</context>
<context>
    <name>AllergyCard</name>
    <message>
        <source>None known</source>
        <translation>无已知过敏</translation>
    </message>
    <message>
        <source>Add allergy</source>
        <translation>登记过敏</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏史</translation>
    </message>
</context>
<context>
    <name>AllergyPanel</name>
    <message>
        <source>Record an allergy</source>
        <translation>登记过敏</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Allergen</source>
        <translation>过敏原</translation>
    </message>
    <message>
        <source>Reaction</source>
        <translation>过敏反应</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message>
        <source>No batch is chosen</source>
        <translation>未选择批号</translation>
    </message>
    <message>
        <source>Choose a drug&apos;s row; F3 takes in a batch of it. F2 finds any drug.</source>
        <translation>选中药品所在行，按 F3 入库一个批次；按 F2 可查找任何药品。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批号</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>库存下限</translation>
    </message>
</context>
<context>
    <name>BillLines</name>
    <message>
        <source>Charges</source>
        <translation>费用明细</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
</context>
<context>
    <name>BillSheet</name>
    <message>
        <source>No bill is open</source>
        <translation>未打开费用单</translation>
    </message>
    <message>
        <source>Type the patient&apos;s initials or scan his number, then press Enter.</source>
        <translation>输入患者拼音首字母或扫描病案号，然后按 Enter。</translation>
    </message>
</context>
<context>
    <name>BookingView</name>
    <message>
        <source>Department, code or doctor</source>
        <translation>科室、科室代码或医生</translation>
    </message>
    <message>
        <source>Find a department or doctor</source>
        <translation>查找科室或医生</translation>
    </message>
    <message>
        <source>Sessions of today</source>
        <translation>今日出诊</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>No session fits</source>
        <translation>没有相符的出诊</translation>
    </message>
    <message>
        <source>Type fewer letters. Sessions that are over are not listed.</source>
        <translation>请减少查找内容。已结束的出诊不列出。</translation>
    </message>
    <message>
        <source>Choose a session</source>
        <translation>请先选择号别</translation>
    </message>
    <message>
        <source>Take a number for today</source>
        <translation>今日挂号</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>医生</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>出诊</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>余号</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时段</translation>
    </message>
</context>
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
    <name>CancelPanel</name>
    <message>
        <source>Reason</source>
        <translation>退号原因</translation>
    </message>
    <message>
        <source>Cancel this number?</source>
        <translation>确认退号？</translation>
    </message>
    <message>
        <source>Cancel the number</source>
        <translation>退号</translation>
    </message>
    <message>
        <source>{0}, no. {1}, {2}, {3} {4}</source>
        <translation>{0}，{1}号，{2}，{3} {4}</translation>
    </message>
    <message>
        <source>Patient&apos;s wish</source>
        <translation>患者要求</translation>
    </message>
    <message>
        <source>Wrong department</source>
        <translation>挂错科室</translation>
    </message>
    <message>
        <source>Doctor away</source>
        <translation>医生停诊</translation>
    </message>
    <message>
        <source>Booked twice</source>
        <translation>重复挂号</translation>
    </message>
    <message>
        <source>The time can be taken by another patient.</source>
        <translation>退号后该时段可由其他患者挂号。</translation>
    </message>
</context>
<context>
    <name>CashFace</name>
    <message>
        <source>Received</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
</context>
<context>
    <name>CashView</name>
    <message>
        <source>Received</source>
        <translation>实收</translation>
    </message>
    <message>
        <source>Settle at the cashier</source>
        <translation>到收费处缴费</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>Paid in cash</source>
        <translation>现金已收</translation>
    </message>
    <message>
        <source>Type what was handed over.</source>
        <translation>请输入实收金额。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Short of</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>Registration fee</source>
        <translation>挂号费</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应收</translation>
    </message>
</context>
<context>
    <name>Cashier</name>
    <message>
        <source>Initials, phone tail, number (F2)</source>
        <translation>首字母、电话尾号、单号（F2）</translation>
    </message>
    <message>
        <source>Find a bill</source>
        <translation>查找费用单</translation>
    </message>
    <message>
        <source>Bills</source>
        <translation>费用单</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>待收费</translation>
    </message>
    <message>
        <source>Paid today</source>
        <translation>今日已收</translation>
    </message>
    <message>
        <source>No bill fits</source>
        <translation>没有符合的费用单</translation>
    </message>
    <message>
        <source>Search for something else, or clear it</source>
        <translation>请换个条件查找，或清空查找内容</translation>
    </message>
    <message>
        <source>Nobody has to pay</source>
        <translation>没有待收费的费用单</translation>
    </message>
    <message>
        <source>New bills appear here by themselves</source>
        <translation>新的费用单会自动出现在这里</translation>
    </message>
    <message>
        <source>Nothing paid today</source>
        <translation>今日还没有收费</translation>
    </message>
    <message>
        <source>Settled bills appear here</source>
        <translation>收费后的费用单出现在这里</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Preview receipt</source>
        <translation>预览收据</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印收据</translation>
    </message>
    <message>
        <source>Give up this payment</source>
        <translation>放弃本次支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Takes what is typed; with nothing typed, exactly what is due</source>
        <translation>按输入的实收金额收款；未输入时按应收金额收款</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Bill</source>
        <translation>费用单号</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据号</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收费</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Waiting for payment</source>
        <translation>等待支付</translation>
    </message>
    <message>
        <source>Asking for a code…</source>
        <translation>正在获取付款码…</translation>
    </message>
    <message>
        <source>Let the patient scan this code</source>
        <translation>请患者扫码支付</translation>
    </message>
    <message>
        <source>Charges of this bill changed; {0} yuan are due now.</source>
        <translation>该费用单的费用已变动，现应收 {0} 元。</translation>
    </message>
    <message>
        <source>This bill was settled elsewhere just now. Take no money for it.</source>
        <translation>该费用单刚刚已在别处结算，请勿再收款。</translation>
    </message>
    <message>
        <source>The payment by code was closed without money. {0} yuan are still due.</source>
        <translation>扫码支付已关闭，未收到款项，仍应收 {0} 元。</translation>
    </message>
</context>
<context>
    <name>CashierPage</name>
    <message>
        <source>Type what the patient hands over, or press F9 for the exact amount.</source>
        <translation>请输入实收金额，或按 F9 按应收金额收款。</translation>
    </message>
</context>
<context>
    <name>ChangesView</name>
    <message>
        <source>You may see which fields it was about; what stands in them is of a patient or of money, and for others to read.</source>
        <translation>您可查看涉及哪些字段；字段内容属于患者或费用信息，须由有相应权限的人员查看。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>变更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>变更后</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>变更前后</translation>
    </message>
    <message>
        <source>Also noted</source>
        <translation>其他记录</translation>
    </message>
    <message>
        <source>Nothing further was noted.</source>
        <translation>没有更多记录。</translation>
    </message>
</context>
<context>
    <name>Charting</name>
    <message>
        <source>Prescription {0} is signed.</source>
        <translation>处方{0}已签名。</translation>
    </message>
</context>
<context>
    <name>ChartingScreen</name>
    <message>
        <source>Find a patient</source>
        <translation>查找患者</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Preview prescription</source>
        <translation>预览处方</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印处方</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏史</translation>
    </message>
    <message>
        <source>Finish visit</source>
        <translation>完成就诊</translation>
    </message>
    <message>
        <source>Record allergy</source>
        <translation>登记过敏</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>保存病历</translation>
    </message>
    <message>
        <source>Add line</source>
        <translation>加入处方</translation>
    </message>
    <message>
        <source>Sign prescription</source>
        <translation>签名处方</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Several fit; please choose one.</source>
        <translation>有多个相符，请选择一个。</translation>
    </message>
    <message>
        <source>Nothing of this name can be chosen here.</source>
        <translation>这里没有这个选项。</translation>
    </message>
</context>
<context>
    <name>CodeFace</name>
    <message>
        <source>Simulated: no real money moves</source>
        <translation>模拟支付：不产生真实扣款</translation>
    </message>
    <message>
        <source>Order {0}</source>
        <translation>商户单号 {0}</translation>
    </message>
    <message>
        <source>{0} code for {1} yuan</source>
        <translation>{0}付款码，{1} 元</translation>
    </message>
</context>
<context>
    <name>CodePanel</name>
    <message>
        <source>One-time code</source>
        <translation>登记码</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>已输入</translation>
    </message>
    <message>
        <source>Good until {0}. It is shown only now; type it on the new machine.</source>
        <translation>{0}前有效，只显示这一次，请在新设备上输入。</translation>
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
        <translation>屏幕上和已输入的内容都保留；查找、保存、打印暂停。恢复后自动继续。</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
</context>
<context>
    <name>ConsentPanel</name>
    <message>
        <source>Doctor, nurse or department: name, initials</source>
        <translation>医生、护士或科室：姓名、拼音首字母</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>授权给</translation>
    </message>
    <message>
        <source>New consent</source>
        <translation>新增授权</translation>
    </message>
    <message>
        <source>Record the consent</source>
        <translation>登记授权</translation>
    </message>
    <message>
        <source>Opens the whole record to read, until the last day or until taken back.</source>
        <translation>授权对方查阅全部病历，至截止日期或撤回为止。</translation>
    </message>
    <message>
        <source>To whom may the record be opened?</source>
        <translation>授权给谁查阅？</translation>
    </message>
    <message>
        <source>Please choose to whom first.</source>
        <translation>请先选择授权给谁。</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>This prescription was changed elsewhere; it is now: {0}.</source>
        <translation>该处方已在别处变动，现为：{0}。</translation>
    </message>
    <message>
        <source>Prescription {0} went back to the doctor.</source>
        <translation>处方 {0} 已退回医生。</translation>
    </message>
</context>
<context>
    <name>CounterScreen</name>
    <message>
        <source>Patient, number (F2)</source>
        <translation>患者、处方号（F2）</translation>
    </message>
    <message>
        <source>Find a prescription</source>
        <translation>查找处方</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>审方通过</translation>
    </message>
    <message>
        <source>Dispense</source>
        <translation>发药</translation>
    </message>
    <message>
        <source>No prescription fits</source>
        <translation>没有符合的处方</translation>
    </message>
    <message>
        <source>Search for something else</source>
        <translation>请换个条件查找</translation>
    </message>
    <message>
        <source>Nothing dispensed today</source>
        <translation>今日还没有发药</translation>
    </message>
    <message>
        <source>What you dispense appears here</source>
        <translation>发药后的处方出现在这里</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>没有待处理的处方</translation>
    </message>
    <message>
        <source>New prescriptions appear by themselves</source>
        <translation>新处方会自动出现在这里</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Preview labels</source>
        <translation>预览药签</translation>
    </message>
    <message>
        <source>Print labels</source>
        <translation>打印药签</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
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
        <translation>请填写日期，如2026-11-23或20261123。</translation>
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
        <translation>登录已失效，请重新登录后继续。</translation>
    </message>
    <message>
        <source>Locked after {0} minutes without a key.</source>
        <translation>因{0}分钟无操作，已锁屏。</translation>
    </message>
</context>
<context>
    <name>DeskActions</name>
    <message>
        <source>Find patient</source>
        <translation>查找患者</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>新患者</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Queue slip</source>
        <translation>打印号条</translation>
    </message>
    <message>
        <source>Another number</source>
        <translation>加挂一号</translation>
    </message>
    <message>
        <source>Cancel number</source>
        <translation>退号</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>挂号</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>报到</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>收费</translation>
    </message>
</context>
<context>
    <name>DetailView</name>
    <message>
        <source>Who stands before you?</source>
        <translation>请先查找患者</translation>
    </message>
    <message>
        <source>F2 finds a patient by initials, name, phone or identity number.</source>
        <translation>按F2，用拼音首字母、姓名、电话或证件号查找患者。</translation>
    </message>
</context>
<context>
    <name>DiagnosesView</name>
    <message>
        <source>Code, Chinese name or initials</source>
        <translation>编码、名称或拼音首字母</translation>
    </message>
    <message>
        <source>Find a diagnosis</source>
        <translation>查找诊断</translation>
    </message>
    <message>
        <source>Diagnoses</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Space: suspected. Ctrl+Up: main. Delete: remove.</source>
        <translation>空格：疑似 Ctrl+↑：设为主要诊断 Delete：删除</translation>
    </message>
    <message>
        <source>(suspected)</source>
        <translation>（疑似）</translation>
    </message>
    <message>
        <source>· main</source>
        <translation>· 主要诊断</translation>
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
    <name>DoseEdit</name>
    <message>
        <source>Type a dose such as 0.5.</source>
        <translation>请填写剂量，如0.5。</translation>
    </message>
</context>
<context>
    <name>EmergencyPanel</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况说明</translation>
    </message>
    <message>
        <source>The record opens for four hours, to read. The patient&apos;s doctor and the privacy officer are told at once, and the opening is reviewed.</source>
        <translation>病历将开放4小时，仅供查阅。系统会立即通知该患者的医生和隐私专员，并由隐私专员复核。</translation>
    </message>
    <message>
        <source>Open in an emergency?</source>
        <translation>紧急调阅该病历？</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>打开病历</translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>Choose one from the list to read all of it.</source>
        <translation>在列表中选择一条，查看全部内容。</translation>
    </message>
    <message>
        <source>No entry is chosen</source>
        <translation>未选择记录</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>第二人</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Patient no.</source>
        <translation>病案号</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封存</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>记录号</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Everything that fits the filters goes into one table, the newest first, with the clinic&apos;s seal at its end. The export itself stands on the trail.</source>
        <translation>符合筛选条件的记录将导出为一张表，最新的在前，末尾附诊所的封印。导出操作本身也会留痕。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose a place</source>
        <translation>选择位置</translation>
    </message>
    <message>
        <source>Export the trail</source>
        <translation>导出审计记录</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>There is no such folder. Choose another place.</source>
        <translation>文件夹不存在，请选择其他位置。</translation>
    </message>
    <message>
        <source>There is a file of this name. Choose another name.</source>
        <translation>已有同名文件，请换一个名称。</translation>
    </message>
    <message>
        <source>Nothing could be written there. Choose another place.</source>
        <translation>无法写入该位置，请选择其他位置。</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>ExportedPanel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Whoever has OMMS and the clinic&apos;s public key can check that not a character was changed, without the database:</source>
        <translation>持有 OMMS 和诊所公钥的人，无需数据库即可核验内容未被改动：</translation>
    </message>
    <message>
        <source>The trail is exported</source>
        <translation>审计记录已导出</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>共{0}条</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Born</source>
        <translation>出生</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>病案号</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Allergy: {0}</source>
        <translation>过敏：{0}</translation>
    </message>
    <message>
        <source>Identity verified</source>
        <translation>证件已核</translation>
    </message>
    <message>
        <source>Identity not verified</source>
        <translation>证件未核</translation>
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
        <translation>理由：{0}</translation>
    </message>
    <message>
        <source>Please give a reason.</source>
        <translation>请填写理由。</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Not signed. Change the lines, then sign again.</source>
        <translation>处方未签名。请修改后重新签名。</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>The bundled Chinese font is missing; some names may show as boxes.</source>
        <translation>缺少自带的中文字体，部分姓名可能显示为方框。</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
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
    <name>IssuePanel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Letters, digits, dots and dashes, such as ward-2</source>
        <translation>字母、数字、点和短横线，如 ward-2</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>The code is typed on the new machine within 30 minutes, once.</source>
        <translation>请在30分钟内在新设备上输入登记码，只能用一次。</translation>
    </message>
    <message>
        <source>Enrol a machine</source>
        <translation>登记设备</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>生成登记码</translation>
    </message>
</context>
<context>
    <name>JudgingPanel</name>
    <message>
        <source>Finding</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Was it justified that {0} opened the record of {1}?</source>
        <translation>{0}调阅{1}的病历是否合理？</translation>
    </message>
    <message>
        <source>Save the review</source>
        <translation>保存复核</translation>
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
    <name>LineEditor</name>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Dose</source>
        <translation>单次剂量</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>途径</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频次</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>用药时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>{0} · stock {1} {2} · ¥{3}/{4}</source>
        <translation>{0} · 库存{1}{2} · ¥{3}/{4}</translation>
    </message>
</context>
<context>
    <name>MachineView</name>
    <message>
        <source>Choose one from the list, or enrol one with F3.</source>
        <translation>从列表中选择设备，或按F3登记。</translation>
    </message>
    <message>
        <source>No machine is chosen</source>
        <translation>未选择设备</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Certificate from {0} to {1}</source>
        <translation>证书有效期：{0} 至 {1}</translation>
    </message>
    <message>
        <source>Last seen: {0}</source>
        <translation>最近连接：{0}</translation>
    </message>
    <message>
        <source>Fingerprint: {0}</source>
        <translation>指纹：{0}</translation>
    </message>
    <message>
        <source>Shut out {0} by {1}</source>
        <translation>{0}由{1}停用</translation>
    </message>
    <message>
        <source>{0}: until {1}, made by {2}</source>
        <translation>{0}：{1}前有效，由{2}生成</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Codes that wait</source>
        <translation>待用的登记码</translation>
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
    <message>
        <source>Change password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Messages, {0} unread</source>
        <translation>消息，{0}条未读</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>MessageCentre</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Nothing wants your eye.</source>
        <translation>没有需要您处理的消息。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>MoneyEdit</name>
    <message>
        <source>Type an amount in yuan, such as 12.50.</source>
        <translation>请填写金额（元），如12.50。</translation>
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
    <name>NewPasswordPage</name>
    <message>
        <source>The two are not alike. Type it once more.</source>
        <translation>两次输入不一致，请重新输入。</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Your password must be changed before you go on.</source>
        <translation>请先修改密码，再继续使用。</translation>
    </message>
    <message>
        <source>Your sign-ins at other workstations end with it.</source>
        <translation>修改后，您在其他工作站的登录将退出。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>10 characters or more; letters, capitals, digits, signs: three kinds</source>
        <translation>至少10位，含小写字母、大写字母、数字、符号中的三类</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
</context>
<context>
    <name>NewPatientPanel</name>
    <message>
        <source>Register a new patient</source>
        <translation>新患者建档</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Open that record</source>
        <translation>打开已有档案</translation>
    </message>
    <message>
        <source>This person is registered as {0}.</source>
        <translation>该患者已建档，病案号{0}。</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>证件号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>证件类型</translation>
    </message>
    <message>
        <source>Why without</source>
        <translation>无证件原因</translation>
    </message>
</context>
<context>
    <name>NotSetUpPage</name>
    <message>
        <source>OMMS clinic</source>
        <translation>OMMS 诊所</translation>
    </message>
    <message>
        <source>This workstation is not set up yet</source>
        <translation>本工作站尚未配置</translation>
    </message>
    <message>
        <source>The address of the server must be HOST:PORT, not {0}.</source>
        <translation>服务器地址须写成 HOST:PORT（主机与端口），而不是 {0}。</translation>
    </message>
    <message>
        <source>It has no certificate, by which the server knows it.</source>
        <translation>缺少证书，服务器无法识别本工作站。</translation>
    </message>
    <message>
        <source>Ask an administrator for a one-time code (Machines, F3) and type it here.</source>
        <translation>请管理员在“设备”页按 F3 生成注册码，在此输入。</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>登记设备</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Its name or address</source>
        <translation>名称或地址</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>注册码</translation>
    </message>
    <message>
        <source>Seven groups of four</source>
        <translation>共七组，每组四个字符</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>NoteForm</name>
    <message>
        <source>Show the saved text</source>
        <translation>改用已保存内容</translation>
    </message>
    <message>
        <source>The record is signed. Please say why you change it.</source>
        <translation>病历已签名，请填写修改理由。</translation>
    </message>
    <message>
        <source>{0} saved another text at {1}. Yours is not saved yet.</source>
        <translation>{0}已于{1}保存了新内容，您的内容尚未保存。</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Enter: next field. Shift+Enter: new line.</source>
        <translation>回车：下一项 Shift+回车：换行</translation>
    </message>
    <message>
        <source>Saved {0} by {1}, version {2}</source>
        <translation>{0} {1}保存，第{2}版</translation>
    </message>
    <message>
        <source>Chief complaint</source>
        <translation>主诉</translation>
    </message>
    <message>
        <source>Present illness</source>
        <translation>现病史</translation>
    </message>
    <message>
        <source>Past history</source>
        <translation>既往史</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>体格检查</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>处理意见</translation>
    </message>
    <message>
        <source>Reason of the change</source>
        <translation>修改理由</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>门诊病历</translation>
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
    <name>Notices</name>
    <message>
        <source>{by} opened the record of patient {number} in an emergency.</source>
        <translation>{by}紧急调阅了病案号{number}的病历。</translation>
    </message>
    <message>
        <source>{by} reviewed your emergency opening of the record of patient {number}.</source>
        <translation>{by}已复核您对病案号{number}的紧急调阅。</translation>
    </message>
    <message>
        <source>A used-up sign-in came again; all sign-ins of that account were ended. Someone may have copied it: ask whose workstation it was.</source>
        <translation>一个已失效的登录凭证被再次使用，该账户的所有登录已退出。凭证可能被复制，请核实是哪台工作站。</translation>
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
    <name>NumbersView</name>
    <message>
        <source>Numbers of today</source>
        <translation>今日挂号</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>号序</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>医生</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>诊室</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{0} paid</source>
        <translation>{0} 已缴</translation>
    </message>
</context>
<context>
    <name>OpeningView</name>
    <message>
        <source>Choose one from the list to read why the record was opened.</source>
        <translation>从列表中选择一条，查看调阅原因。</translation>
    </message>
    <message>
        <source>No opening is chosen</source>
        <translation>未选择调阅记录</translation>
    </message>
    <message>
        <source>Not reviewed yet</source>
        <translation>尚未复核</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>调阅人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况说明</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
</context>
<context>
    <name>PaidFace</name>
    <message>
        <source>Change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>Receipt {0}</source>
        <translation>收据号 {0}</translation>
    </message>
    <message>
        <source>{0} paid by {1}</source>
        <translation>{1}支付 {0} 元</translation>
    </message>
    <message>
        <source>{0} due, {1} received, {2}</source>
        <translation>{2}：应收 {0}，实收 {1}</translation>
    </message>
</context>
<context>
    <name>PaperPanel</name>
    <message>
        <source>This computer has no printer; set one up, then print again.</source>
        <translation>这台电脑没有打印机；请安装后再打印。</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
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
    <name>PasswordPanel</name>
    <message>
        <source>One-time password</source>
        <translation>一次性密码</translation>
    </message>
    <message>
        <source>It is shown only now. Hand it over in person; it is good for a week and must be changed at the first sign-in.</source>
        <translation>密码只显示这一次，请当面交给本人；一周内有效，首次登录时必须修改。</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已交给本人</translation>
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
        <translation>第{0}页，共{1}页</translation>
    </message>
</context>
<context>
    <name>PersonNotices</name>
    <message>
        <source>Undo ({0})</source>
        <translation>撤销（{0}）</translation>
    </message>
</context>
<context>
    <name>PersonPanel</name>
    <message>
        <source>New person</source>
        <translation>新增人员</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>修改{0}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Staff no.</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>职称</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Prescribing rights</source>
        <translation>处方权限</translation>
    </message>
</context>
<context>
    <name>PersonView</name>
    <message>
        <source>Choose a person from the list, or add one with F3.</source>
        <translation>从列表中选择人员，或按F3新增。</translation>
    </message>
    <message>
        <source>Nobody is chosen</source>
        <translation>未选择人员</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Prescribing rights</source>
        <translation>处方权限</translation>
    </message>
    <message>
        <source>Signed in at</source>
        <translation>登录位置</translation>
    </message>
</context>
<context>
    <name>Pharmacy</name>
    <message>
        <source>{0} in all</source>
        <translation>共 {0}</translation>
    </message>
    <message>
        <source>Stock too low</source>
        <translation>库存不足</translation>
    </message>
    <message>
        <source>no shelf</source>
        <translation>无货位</translation>
    </message>
    <message>
        <source>Lot {0}, expires {1}</source>
        <translation>批号 {0}，有效期至 {1}</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待审方</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Dispensed</source>
        <translation>已发药</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>To dispense</source>
        <translation>待发药</translation>
    </message>
    <message>
        <source>To be paid</source>
        <translation>待缴费</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已缴费</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未缴费</translation>
    </message>
    <message>
        <source>Read it, then approve it or send it back.</source>
        <translation>请审核处方，通过或退回医生。</translation>
    </message>
    <message>
        <source>Approved. {0} yuan must be paid before dispensing.</source>
        <translation>已审核通过。缴费 {0} 元后才能发药。</translation>
    </message>
    <message>
        <source>Approved and paid, but the stock does not suffice.</source>
        <translation>已审核、已缴费，但库存不足。</translation>
    </message>
    <message>
        <source>Approved and paid: pick the batches and dispense.</source>
        <translation>已审核、已缴费：按批号取药后发药。</translation>
    </message>
    <message>
        <source>Dispensed. Print the labels.</source>
        <translation>已发药，请打印药签。</translation>
    </message>
    <message>
        <source>More days than usual</source>
        <translation>用药天数超限</translation>
    </message>
    <message>
        <source>Antibacterial above the doctor&apos;s grade</source>
        <translation>越级使用抗菌药物</translation>
    </message>
    <message>
        <source>May cross-react with an allergy</source>
        <translation>可能交叉过敏</translation>
    </message>
    <message>
        <source>Major interaction</source>
        <translation>严重相互作用</translation>
    </message>
    <message>
        <source>Duplicate therapy</source>
        <translation>重复用药</translation>
    </message>
    <message>
        <source>Above the daily maximum</source>
        <translation>超单日最大剂量</translation>
    </message>
    <message>
        <source>No stock</source>
        <translation>无库存</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Near expiry</source>
        <translation>近效期</translation>
    </message>
    <message>
        <source>Below limit</source>
        <translation>低于下限</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>缴费</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>开具</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>有警示</translation>
    </message>
    <message>
        <source>Prescriptions</source>
        <translation>处方</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Dispensed today</source>
        <translation>今日已发</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Drug</source>
        <translation>药品</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批号</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>货位</translation>
    </message>
</context>
<context>
    <name>PostsEdit</name>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Add post</source>
        <translation>添加岗位</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Whole clinic</source>
        <translation>全院</translation>
    </message>
    <message>
        <source>Delete removes a post.</source>
        <translation>按Delete移除岗位。</translation>
    </message>
</context>
<context>
    <name>PrescriptionPane</name>
    <message>
        <source>Drug: initials, name or code</source>
        <translation>药品：拼音首字母、名称或编码</translation>
    </message>
    <message>
        <source>Find a drug</source>
        <translation>查找药品</translation>
    </message>
    <message>
        <source>Lines to be signed</source>
        <translation>待签名药品</translation>
    </message>
    <message>
        <source>Do not correct it now</source>
        <translation>暂不更正</translation>
    </message>
    <message>
        <source>Enter: change. Delete: remove.</source>
        <translation>回车：修改 Delete：删除</translation>
    </message>
    <message>
        <source>Total ¥{0}</source>
        <translation>合计 ¥{0}</translation>
    </message>
    <message>
        <source>Corrects {0}. Pharmacist: {1}</source>
        <translation>更正处方 {0}。药师意见：{1}</translation>
    </message>
    <message>
        <source>New prescription</source>
        <translation>开处方</translation>
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
    <name>QueuePane</name>
    <message>
        <source>Find a patient (F2)</source>
        <translation>查找患者（F2）</translation>
    </message>
    <message>
        <source>Find a patient</source>
        <translation>查找患者</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>候诊</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已诊</translation>
    </message>
    <message>
        <source>Which patients</source>
        <translation>患者范围</translation>
    </message>
    <message>
        <source>Call next</source>
        <translation>叫下一位</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>叫号</translation>
    </message>
    <message>
        <source>Pass over</source>
        <translation>过号</translation>
    </message>
    <message>
        <source>No. {0} {1} is called to {2}. Enter begins the visit.</source>
        <translation>已叫{0}号 {1} 到{2}诊室，按回车接诊。</translation>
    </message>
    <message>
        <source>No. {0} {1} did not come; the number has lapsed.</source>
        <translation>{0}号 {1} 多次过号，号已作废。</translation>
    </message>
    <message>
        <source>No. {0} {1} did not come and waits again further back.</source>
        <translation>{0}号 {1} 过号，已顺延候诊。</translation>
    </message>
    <message>
        <source>This patient is not in your list today.</source>
        <translation>该患者不在您今天的列表中。</translation>
    </message>
    <message>
        <source>Nobody seen yet today</source>
        <translation>今天还没有已诊患者</translation>
    </message>
    <message>
        <source>Finished visits stand here.</source>
        <translation>完成的就诊显示在这里。</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>没有候诊患者</translation>
    </message>
    <message>
        <source>Patients appear here when they have a number with you today.</source>
        <translation>挂了您今天号的患者会自动出现在这里。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>号</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Sex, age</source>
        <translation>性别 年龄</translation>
    </message>
    <message>
        <source>State, since</source>
        <translation>状态 报到</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>挂号费</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已缴</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>未缴</translation>
    </message>
    <message>
        <source>M</source>
        <translation>男</translation>
    </message>
    <message>
        <source>F</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Enter begins or opens the visit.</source>
        <translation>回车接诊，或打开已接诊的病历。</translation>
    </message>
</context>
<context>
    <name>ReceivingPanel</name>
    <message>
        <source>Lot</source>
        <translation>批号</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>The last usable day, such as 20281031</source>
        <translation>最后可用日期，如 20281031</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>In the smallest unit</source>
        <translation>按最小单位</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>货位</translation>
    </message>
    <message>
        <source>The first batch of {0} {1} (counted in {2})</source>
        <translation>{0} {1} 首批入库（按{2}计）</translation>
    </message>
    <message>
        <source>A further batch of {0} {1} (counted in {2})</source>
        <translation>{0} {1} 新批号入库（按{2}计）</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>入库</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>F2  Name, initials, phone or identity number</source>
        <translation>F2  姓名、拼音首字母、电话或证件号</translation>
    </message>
    <message>
        <source>Find patient</source>
        <translation>查找患者</translation>
    </message>
    <message>
        <source>Part of the record</source>
        <translation>病历内容</translation>
    </message>
    <message>
        <source>Find a patient first</source>
        <translation>请先查找患者</translation>
    </message>
    <message>
        <source>Press F2 and type the name, initials, phone or number.</source>
        <translation>按F2，输入姓名、拼音首字母、电话或病案号。</translation>
    </message>
    <message>
        <source>Open by: {0}</source>
        <translation>查阅依据：{0}</translation>
    </message>
    <message>
        <source>This record is not open to you</source>
        <translation>您无权查阅该病历</translation>
    </message>
    <message>
        <source>{0} is not your patient or your department&apos;s, and no consent covers it.</source>
        <translation>{0}不是您或您科室的患者，也没有有效授权。</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>New consent</source>
        <translation>新增授权</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Open visit</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open in an emergency</source>
        <translation>紧急调阅</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>就诊记录</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Who opened it</source>
        <translation>查阅记录</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科室</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>医生</translation>
    </message>
    <message>
        <source>Diagnoses</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>病历</translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation>暂无就诊</translation>
    </message>
    <message>
        <source>Visits that you may open appear here</source>
        <translation>您可查阅的就诊记录显示在这里</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>授权给</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>登记人</translation>
    </message>
    <message>
        <source>No consent</source>
        <translation>暂无授权</translation>
    </message>
    <message>
        <source>F3 records one that the patient signed</source>
        <translation>按F3登记患者签署的授权</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Nobody has opened this record</source>
        <translation>暂无人查阅该病历</translation>
    </message>
    <message>
        <source>Own patient</source>
        <translation>本人患者</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急调阅</translation>
    </message>
    <message>
        <source>Danger to life</source>
        <translation>危及生命</translation>
    </message>
    <message>
        <source>Patient unconscious</source>
        <translation>患者昏迷</translation>
    </message>
    <message>
        <source>Urgent transfer or consultation</source>
        <translation>紧急转诊或会诊</translation>
    </message>
    <message>
        <source>Other emergency</source>
        <translation>其他紧急情况</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未签名</translation>
    </message>
</context>
<context>
    <name>RegistrationScreen</name>
    <message>
        <source>F2  Name, initials, phone or identity number</source>
        <translation>F2  姓名、拼音首字母、电话或证件号</translation>
    </message>
    <message>
        <source>Find patient</source>
        <translation>查找患者</translation>
    </message>
    <message>
        <source>Number {0} of {1} is cancelled.</source>
        <translation>已退号：{1}，{0}号。</translation>
    </message>
</context>
<context>
    <name>RemarkLine</name>
    <message>
        <source>What must the doctor change? Enter sends it, Esc closes</source>
        <translation>请写明医生需修改之处；Enter 退回，Esc 关闭</translation>
    </message>
    <message>
        <source>Reason for sending back</source>
        <translation>退回原因</translation>
    </message>
    <message>
        <source>Send back to the doctor</source>
        <translation>退回医生</translation>
    </message>
</context>
<context>
    <name>Reviews</name>
    <message>
        <source>Emergency openings</source>
        <translation>紧急调阅</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Nothing reviewed yet</source>
        <translation>暂无已复核的调阅</translation>
    </message>
    <message>
        <source>Nothing waits for a review</source>
        <translation>暂无待复核的紧急调阅</translation>
    </message>
    <message>
        <source>Records opened in an emergency appear here</source>
        <translation>紧急调阅的病历显示在这里</translation>
    </message>
    <message>
        <source>Justified</source>
        <translation>合理</translation>
    </message>
    <message>
        <source>Not justified</source>
        <translation>不合理</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>调阅人</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>RevokePanel</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Take this consent back?</source>
        <translation>撤回该授权？</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>From now on nothing more is opened by it.</source>
        <translation>撤回后对方不能再凭此授权查阅。</translation>
    </message>
    <message>
        <source>Its connections and the sign-ins made there end within seconds.</source>
        <translation>数秒内断开其连接并退出在其上的登录。</translation>
    </message>
    <message>
        <source>Shut out {0}?</source>
        <translation>停用设备{0}？</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>停用</translation>
    </message>
</context>
<context>
    <name>RoleDetail</name>
    <message>
        <source>Choose one from the list to read what it may do.</source>
        <translation>从列表中选择角色，查看其权限。</translation>
    </message>
    <message>
        <source>No role is chosen</source>
        <translation>未选择角色</translation>
    </message>
    <message>
        <source>It may do nothing here: for patients, not for people who work here.</source>
        <translation>无任何权限：供患者使用，不用于工作人员。</translation>
    </message>
</context>
<context>
    <name>RolePanel</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>such as ward_clerk</source>
        <translation>如 ward_clerk</translation>
    </message>
    <message>
        <source>Small letters, digits and _; it is never changed again.</source>
        <translation>小写字母、数字和下划线，保存后不可修改。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>新增角色</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>修改{0}</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>新增角色</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>{0} built in, {1} of the clinic&apos;s own</source>
        <translation>内置{0}个，自定义{1}个</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>权限数</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Appointments and queue</source>
        <translation>预约与候诊</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>就诊</translation>
    </message>
    <message>
        <source>Records beyond one&apos;s reach</source>
        <translation>授权与紧急调阅</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>收费</translation>
    </message>
    <message>
        <source>Pharmacy</source>
        <translation>药房</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>日常</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>People and machines</source>
        <translation>人员与工作站</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>系统服务</translation>
    </message>
    <message>
        <source>Clinic&apos;s own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>SecondPersonBox</name>
    <message>
        <source>A second person confirms</source>
        <translation>第二人复核</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>用户名(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>SecondPersonPanel</name>
    <message>
        <source>Checking…</source>
        <translation>正在核对…</translation>
    </message>
</context>
<context>
    <name>SentBackPane</name>
    <message>
        <source>Sent back by the pharmacist</source>
        <translation>药师退回的处方</translation>
    </message>
    <message>
        <source>What was sent back</source>
        <translation>退回的处方</translation>
    </message>
    <message>
        <source>Alt+B: go there. Enter: correct it.</source>
        <translation>Alt+B：转到此处&#x3000;回车：更正</translation>
    </message>
    <message>
        <source>The pharmacist sent back prescription {0} of {1}: {2}</source>
        <translation>药师退回了 {1} 的处方 {0}：{2}</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Choose one from the list, or scan its number and press Enter.</source>
        <translation>在列表中选择，或扫描处方号后按 Enter。</translation>
    </message>
    <message>
        <source>No prescription is open</source>
        <translation>未打开处方</translation>
    </message>
    <message>
        <source>Reason: {0}</source>
        <translation>原因：{0}</translation>
    </message>
    <message>
        <source>Sent back to the doctor</source>
        <translation>已退回医生</translation>
    </message>
    <message>
        <source>Usable stock does not suffice: {0}</source>
        <translation>可用库存不足：{0}</translation>
    </message>
    <message>
        <source>Medicines and batches, earliest expiry first</source>
        <translation>药品与批号（近效期先出）</translation>
    </message>
    <message>
        <source>Prescription {0}</source>
        <translation>处方 {0}</translation>
    </message>
    <message>
        <source>Diagnoses: {0}</source>
        <translation>诊断：{0}</translation>
    </message>
    <message>
        <source>signed {0}</source>
        <translation>开具于 {0}</translation>
    </message>
    <message>
        <source>valid until {0}</source>
        <translation>有效至 {0}</translation>
    </message>
    <message>
        <source>Corrects a prescription that was sent back to the doctor.</source>
        <translation>本处方为退回医生后的更正处方。</translation>
    </message>
    <message>
        <source>The doctor went on in spite of</source>
        <translation>医生说明理由后继续开具</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0}. Reason: {1}</source>
        <translation>{0}。理由：{1}</translation>
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
        <translation>服务器没有应答，恢复后自动继续登录。</translation>
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
        <translation>这台电脑没有安全的密钥环，每次启动后须登录。</translation>
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
    <name>SignInView</name>
    <message>
        <source>Choose one from the list to read where else the person is.</source>
        <translation>从列表中选择一条，查看该人员的其他登录。</translation>
    </message>
    <message>
        <source>No sign-in is chosen</source>
        <translation>未选择登录</translation>
    </message>
    <message>
        <source>This is your own sign-in</source>
        <translation>这是您本次的登录</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>{0} 起</translation>
    </message>
    <message>
        <source>Ends {0}, unless the workstation renews it.</source>
        <translation>如工作站不续期，{0} 结束。</translation>
    </message>
    <message>
        <source>Nowhere else</source>
        <translation>无其他登录</translation>
    </message>
    <message>
        <source>Signed in at</source>
        <translation>登录位置</translation>
    </message>
    <message>
        <source>Also signed in at</source>
        <translation>其他登录位置</translation>
    </message>
</context>
<context>
    <name>SignIns</name>
    <message>
        <source>Person or workstation (F2)</source>
        <translation>人员或工作站（F2）</translation>
    </message>
    <message>
        <source>Find sign-in</source>
        <translation>查找登录</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>{0} sign-ins of {1} people</source>
        <translation>{1}人，共{0}处登录</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>登录时间</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>登录会话</translation>
    </message>
    <message>
        <source>Nobody of this name is signed in</source>
        <translation>没有符合的登录</translation>
    </message>
    <message>
        <source>Search for another person or workstation</source>
        <translation>请换人员或工作站查找</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>本人</translation>
    </message>
</context>
<context>
    <name>SignInsPage</name>
    <message>
        <source>Sign {0} out at {1}?</source>
        <translation>让{0}在{1}退出登录？</translation>
    </message>
    <message>
        <source>It ends within seconds; what is typed there stays for the next sign-in.</source>
        <translation>数秒内退出，已输入的内容保留至下次登录。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>SignedView</name>
    <message>
        <source>Signed prescriptions</source>
        <translation>已签名处方</translation>
    </message>
    <message>
        <source>Why is it voided? Enter voids, Esc keeps it</source>
        <translation>作废理由，回车作废，Esc放弃</translation>
    </message>
    <message>
        <source>Reason for voiding</source>
        <translation>作废理由</translation>
    </message>
    <message>
        <source>Enter: correct.</source>
        <translation>回车：更正</translation>
    </message>
    <message>
        <source>Delete: void.</source>
        <translation>Delete：作废</translation>
    </message>
    <message>
        <source>Pharmacist: {0}</source>
        <translation>药师意见：{0}</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>Name, initials, staff no. (F2)</source>
        <translation>姓名、拼音首字母、工号（F2）</translation>
    </message>
    <message>
        <source>Find person</source>
        <translation>查找人员</translation>
    </message>
    <message>
        <source>{0}+ people</source>
        <translation>{0}人以上</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>共{0}人</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>新增人员</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>重置密码</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>退出所有登录</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>职称</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Nobody fits</source>
        <translation>没有符合的人员</translation>
    </message>
    <message>
        <source>Search for another name or number</source>
        <translation>请换姓名或工号查找</translation>
    </message>
    <message>
        <source>Prescribe</source>
        <translation>处方权</translation>
    </message>
    <message>
        <source>Restricted antibacterials</source>
        <translation>限制使用级抗菌药物</translation>
    </message>
    <message>
        <source>Special antibacterials</source>
        <translation>特殊使用级抗菌药物</translation>
    </message>
    <message>
        <source>Narcotics and class I psychotropics</source>
        <translation>麻醉药品、第一类精神药品</translation>
    </message>
    <message>
        <source>Class II psychotropics</source>
        <translation>第二类精神药品</translation>
    </message>
    <message>
        <source>Toxic drugs</source>
        <translation>医疗用毒性药品</translation>
    </message>
    <message>
        <source>Chinese herbal medicine</source>
        <translation>中药饮片</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>待改初始密码</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>可登录</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Give {0} a new one-time password?</source>
        <translation>为{0}重置密码？</translation>
    </message>
    <message>
        <source>The present one works no more, and all sign-ins end at once.</source>
        <translation>原密码立即失效，所有登录立即退出。</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>重置密码</translation>
    </message>
    <message>
        <source>Let {0} sign in no more?</source>
        <translation>停用{0}的账户？</translation>
    </message>
    <message>
        <source>All sign-ins end at once. What was done stays, and so does the account.</source>
        <translation>所有登录立即退出；已做的记录和账户都会保留。</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>End every sign-in of {0}?</source>
        <translation>退出{0}的所有登录？</translation>
    </message>
    <message>
        <source>Who works there is signed out within seconds; what is typed stays there.</source>
        <translation>数秒内各工作站退出登录，已输入的内容保留在原处。</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>退出所有登录</translation>
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
    <name>Stock</name>
    <message>
        <source>Received {0}, lot {1}; {2} {3} of this lot are on the shelf now.</source>
        <translation>{0}（批号 {1}）已入库，该批号现有 {2} {3}。</translation>
    </message>
</context>
<context>
    <name>StockScreen</name>
    <message>
        <source>Drug name, code, initials (F2)</source>
        <translation>药名、编码、首字母（F2）</translation>
    </message>
    <message>
        <source>Find a drug in stock</source>
        <translation>查找库存药品</translation>
    </message>
    <message>
        <source>Find a drug</source>
        <translation>查找药品</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Receive a batch</source>
        <translation>新批号入库</translation>
    </message>
    <message>
        <source>Nothing in stock fits</source>
        <translation>没有符合的库存</translation>
    </message>
    <message>
        <source>Search for another drug</source>
        <translation>请查找其他药品</translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>已显示 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} batches</source>
        <translation>{0} 个批次</translation>
    </message>
    <message>
        <source>{0} drugs without stock</source>
        <translation>{0} 种药品无库存</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Registration</source>
        <translation>挂号</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>接诊</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>收费</translation>
    </message>
    <message>
        <source>Pharmacy</source>
        <translation>药房</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>病历</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>登录会话</translation>
    </message>
</context>
<context>
    <name>TodayList</name>
    <message>
        <source>Appointments shown</source>
        <translation>显示的预约</translation>
    </message>
    <message>
        <source>Appointments of today</source>
        <translation>今日预约</translation>
    </message>
    <message>
        <source>{0} in the list</source>
        <translation>共{0}人</translation>
    </message>
    <message>
        <source>Not yet here</source>
        <translation>未报到</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>候诊</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Who is checked in stands here until he is called.</source>
        <translation>报到后、叫号前的患者列在这里。</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>无人候诊</translation>
    </message>
    <message>
        <source>F2 finds the patient before you; a number is given at the right.</source>
        <translation>按F2查找面前的患者，在右侧挂号。</translation>
    </message>
    <message>
        <source>Nobody else is expected today</source>
        <translation>今日预约均已报到</translation>
    </message>
    <message>
        <source>No appointments today</source>
        <translation>今日无预约</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>号序</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>尾号</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>医生</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
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
        <translation>合计：{0}</translation>
    </message>
</context>
<context>
    <name>Trail</name>
    <message>
        <source>Whole patient number (F2)</source>
        <translation>完整病案号（F2）</translation>
    </message>
    <message>
        <source>Patient number</source>
        <translation>病案号</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Copy entry</source>
        <translation>复制记录</translation>
    </message>
    <message>
        <source>Nothing on the trail fits</source>
        <translation>没有符合的审计记录</translation>
    </message>
    <message>
        <source>Person: name, initials</source>
        <translation>人员：姓名、拼音首字母</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Widen the period, or clear the other filters</source>
        <translation>请放宽日期范围，或清空其他条件</translation>
    </message>
    <message>
        <source>{0}+ entries</source>
        <translation>已载入 {0} 条，还有更多</translation>
    </message>
    <message>
        <source>{0} entries</source>
        <translation>{0} 条记录</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>变更前后</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Patient no.</source>
        <translation>病案号</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封存</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已询问</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>Not sealed yet</source>
        <translation>待封存</translation>
    </message>
</context>
<context>
    <name>VisitPane</name>
    <message>
        <source>No visit is open</source>
        <translation>未打开就诊</translation>
    </message>
    <message>
        <source>F4 calls the next patient; Enter on a patient begins the visit.</source>
        <translation>按F4叫下一位，在患者上按回车接诊。</translation>
    </message>
    <message>
        <source>Note saved.</source>
        <translation>病历已保存。</translation>
    </message>
    <message>
        <source>The new prescription is not signed. Sign it or remove its lines.</source>
        <translation>处方尚未签名，请签名或删除药品。</translation>
    </message>
    <message>
        <source>{0}: the visit is finished.</source>
        <translation>{0}：就诊已完成。</translation>
    </message>
</context>
<context>
    <name>VisitView</name>
    <message>
        <source>Choose a visit and press Enter: opening it stands on the trail.</source>
        <translation>选择一次就诊并按回车打开；每次打开都会留痕。</translation>
    </message>
    <message>
        <source>No visit is open</source>
        <translation>未打开就诊记录</translation>
    </message>
    <message>
        <source>Chief complaint</source>
        <translation>主诉</translation>
    </message>
    <message>
        <source>Present illness</source>
        <translation>现病史</translation>
    </message>
    <message>
        <source>Past history</source>
        <translation>既往史</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>体格检查</translation>
    </message>
    <message>
        <source>Diagnoses</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>处理意见</translation>
    </message>
    <message>
        <source>Prescriptions</source>
        <translation>处方</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Sex unknown</source>
        <translation>性别未知</translation>
    </message>
    <message>
        <source>Mild</source>
        <translation>轻度</translation>
    </message>
    <message>
        <source>Moderate</source>
        <translation>中度</translation>
    </message>
    <message>
        <source>Severe</source>
        <translation>重度</translation>
    </message>
    <message>
        <source>Life-threatening</source>
        <translation>危及生命</translation>
    </message>
    <message>
        <source>Allergies not asked</source>
        <translation>未询问过敏史</translation>
    </message>
    <message>
        <source>No known allergies</source>
        <translation>否认过敏史</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>过敏</translation>
    </message>
    <message>
        <source>Resident identity card</source>
        <translation>居民身份证</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>护照</translation>
    </message>
    <message>
        <source>HK/Macau permit</source>
        <translation>港澳居民来往内地通行证</translation>
    </message>
    <message>
        <source>Taiwan permit</source>
        <translation>台湾居民来往大陆通行证</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>其他证件</translation>
    </message>
    <message>
        <source>No document</source>
        <translation>无证件</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>已预约</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>候诊</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>已叫号</translation>
    </message>
    <message>
        <source>In visit</source>
        <translation>就诊中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已就诊</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已退号</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>爽约</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>上午</translation>
    </message>
    <message>
        <source>Afternoon</source>
        <translation>下午</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>General</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>急诊</translation>
    </message>
    <message>
        <source>Awaiting review</source>
        <translation>待审方</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>审核通过</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Dispensed</source>
        <translation>已发药</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已缴费</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>未缴费</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
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
        <translation>您的岗位没有任何页面的权限，请联系管理员。</translation>
    </message>
</context>
<context>
    <name>Workstations</name>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>登记设备</translation>
    </message>
    <message>
        <source>{0} machines, {1} codes wait</source>
        <translation>共{0}台设备，{1}个登记码待用</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近连接</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>No machine is enrolled</source>
        <translation>暂无已登记的设备</translation>
    </message>
    <message>
        <source>F3 makes a code for one</source>
        <translation>按F3生成登记码</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
</context>
</TS>
