"""The words that guessed passwords are made of, longest first: a small list of our own."""

_WORDS = """
password passwort passwd passw pass word admin administrator root system sysadmin superuser user
guest test tester testing demo default welcome hello login signin letmein access master manager
secret private changeme change temp temporary initial first qwertyuiop qwerty qwert asdfghjkl asdfgh
asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx qaz wsx edc 1qaz2wsx 1qaz 2wsx 3edc 4rfv !qaz @wsx #edc
1q2w3e4r5t 1q2w3e4r 1q2w3e q1w2e3r4 q1w2e3 iloveyou love dragon monkey football baseball superman
batman sunshine princess summer winter spring autumn monday friday january december
computer server network database mysql oracle internet windows microsoft google huawei xiaomi
hospital clinic doctor nurse pharmacy patient health medical medicine omms
woaini aini woshi nihao mima yonghu guanli guanliyuan yiyuan menzhen zhensuo yisheng hushi yaofang
binren bingren jiankang zhongguo china beijing shanghai guangzhou shenzhen baobao laopo laogong
mama baba wangba taobao weixin alipay zhifubao
密码 管理员 医院 门诊 诊所 医生 护士 药房 我爱你 中国 北京 上海 5201314 520 1314 666 888 999
abc aaa abcd qq 147258369 147258 159357 159753 741852963 741852
"""
COMMON = tuple(sorted(set(_WORDS.split()), key=lambda word: (-len(word), word)))
