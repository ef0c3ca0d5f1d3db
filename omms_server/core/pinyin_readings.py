"""Readings that a general dictionary gets wrong or leaves out: surnames and characters with
several readings.
"""

from __future__ import annotations


def _table(text: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in text.strip().split(";") if entry.strip())
    return {first: tuple(readings) for first, *readings in entries}


SURNAMES = _table("""
单 shan; 解 xie; 仇 qiu; 区 ou; 查 zha; 曾 zeng; 盖 ge gai; 朴 piao; 翟 zhai di; 缪 miao;
覃 qin tan; 洗 xian; 折 she; 秘 bi; 乐 yue le; 员 yun; 种 chong; 卜 bu; 阚 kan; 牟 mou mu;
郇 xun huan; 隗 wei kui; 召 shao; 柏 bai bo; 薄 bo; 谌 chen shen; 佴 nai; 祭 zhai ji; 句 gou;
能 nai; 繁 po; 适 kuo; 宓 mi fu; 弗 fei; 粘 nian; 么 yao; 莘 shen xin; 郗 xi chi; 蕃 pi; 术 zhu;
贠 yun; 郄 qie xi; 藏 zang; 炅 gui; 乜 nie; 黑 he;
""")
"""Single surnames. What stands here comes first; the ordinary reading follows, because some type
what they see.
"""

COMPOUND_SURNAMES = _table("""
尉迟 yu chi; 万俟 mo qi; 长孙 zhang sun; 单于 chan yu; 澹台 tan tai; 欧阳 ou yang; 司马 si ma;
上官 shang guan; 诸葛 zhu ge; 东方 dong fang; 皇甫 huang fu; 令狐 ling hu; 宇文 yu wen;
司徒 si tu; 夏侯 xia hou; 公孙 gong sun; 慕容 mu rong; 轩辕 xuan yuan; 端木 duan mu;
百里 bai li; 呼延 hu yan; 南宫 nan gong; 西门 xi men; 独孤 du gu; 申屠 shen tu; 钟离 zhong li;
濮阳 pu yang; 淳于 chun yu; 太史 tai shi; 公冶 gong ye; 赫连 he lian; 闻人 wen ren;
鲜于 xian yu; 仲孙 zhong sun; 宗政 zong zheng; 闾丘 lv qiu; 亓官 qi guan; 司寇 si kou;
子车 zi ju; 颛孙 zhuan sun; 巫马 wu ma; 公西 gong xi; 漆雕 qi diao; 乐正 yue zheng;
壤驷 rang si; 拓跋 tuo ba; 夹谷 jia gu; 谷梁 gu liang; 东郭 dong guo; 左丘 zuo qiu;
梁丘 liang qiu; 第五 di wu; 司空 si kong; 纳兰 na lan; 叶赫 ye he; 完颜 wan yan;
""")
"""Surnames of two characters, one reading for each character."""

POLYPHONES = _table("""
长 chang zhang; 重 chong zhong; 行 xing hang; 乐 le yue; 朝 chao zhao; 曾 zeng ceng; 茜 qian xi;
莘 shen xin; 晟 sheng cheng; 盛 sheng cheng; 单 dan shan; 解 jie xie; 仇 chou qiu; 区 qu ou;
查 cha zha; 盖 gai ge; 朴 pu piao; 翟 zhai di; 覃 qin tan; 缪 miao mou; 洗 xi xian; 折 zhe she;
调 tiao diao; 传 chuan zhuan; 弹 dan tan; 降 jiang xiang; 角 jiao jue; 脚 jiao jue; 觉 jue jiao;
血 xue xie; 薄 bo bao; 参 can shen; 藏 cang zang; 乘 cheng sheng; 还 huan hai; 会 hui kuai;
校 xiao jiao; 卡 ka qia; 咳 ke hai; 绿 lv lu; 率 lv shuai; 落 luo lao; 脉 mai mo; 模 mo mu;
秘 mi bi; 疟 nve nue yao; 屏 ping bing; 强 qiang jiang; 亲 qin qing; 厦 xia sha; 省 sheng xing;
识 shi zhi; 宿 su xiu; 拓 tuo ta; 削 xiao xue; 咽 yan ye; 熨 yun yu; 择 ze zhai; 扎 zha za;
粘 zhan nian; 着 zhuo zhe; 琢 zhuo zuo; 种 zhong chong; 隗 wei kui; 炅 jiong gui; 阿 a e;
泊 bo po; 柏 bai bo; 澄 cheng deng; 稽 ji qi; 夹 jia ga; 隽 jun juan; 蔓 man wan; 泌 mi bi;
宓 mi fu; 纤 xian qian; 巷 xiang hang; 虐 nve nue; 略 lve lue; 掠 lve lue; 奇 qi ji; 壳 ke qiao;
娜 na nuo; 称 cheng chen;
""")
"""Characters in use with more than one reading, or that the dictionary misreads; the commonest in
names comes first.
"""
