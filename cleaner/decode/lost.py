"""What stands for bytes that were lost when UTF-8 was read in GBK or Shift_JIS.

A byte that is nothing in the wrong encoding is left out by decoders, so that of the three bytes of a character two are
left. Which bytes can be missing is known from the next one, with which they must have made no pair; of the characters
that fit, the commonest stands for the lost one where it is much commoner than the next. Else U+FFFD does.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

CHINESE = (
    "，！。一是人了不）（在有、大中国和为这上他个地年来我会以到时要“出的生”：学说道民家子也成行下们于后就发自之"
    "？对得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起"
    "种所如现理机体表力好外与文当两实重新三么只山水关明—从化平建又制南内西没此将员名手最东头者月间无安看见各城十"
    "相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知级量任江及"
    "应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直；计别女权话少"
    "流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五京河接条规县式白它改风光"
    "运信受什组听布百济党指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住"
    "商即步认车台林必死游举线言皇土团收考求德叫近备研争非具李众连调感转笑革该持始英克士尔让拉思根格造较际亲单朝红"
    "型价校约器字段周亚深候则功属积快图火千准究往极育《》装许参半令吃…观鱼精办像帝八复影告远群包整构料随划算象容"
    "示投势热值夫网望源息语股铁断派速怎需片爱律纪支早况病境证编越局推满且列觉服双未居除乐企引标确织初青志率项飞球"
    "察节龙响药站施均消客失轻存低甚般击曾防请离落显罗营足素视护副食创余照兴占巴虽洲村费易试星木黑左宝置跟央识维采"
    "六底宫房音环案批切斗富乡另倒若按查故突责严桥模仅胜杀围席态破承招杨负层须父供续状域似依银范修找九致密终血旅钱"
    "赛独细效玉冲获习医演毛尽脸弹楼艺航陆右协七攻镇检写苏宗章注阿抗弟坐验封紧劳户优财养适陈喜卫排射哥油刻留急降念"
    "云微伤例景拿绝阶座刘刚害印亿沙母酒助闻超审待压升送监策略限竟香配藏敌呢差仍兰温园树征善波哪词岛止预怕继皮执味"
    "份角草男普答益谁船惊核街夏宣掌田久著画辑奇尼剑吧谈背免孩礼材愿洋春架筑括晚乱乎讲尚良友临激刀夜室既敢邦挥昌板"
    "胡欧福港叶简苦担句岁荆贵娘守辖威宜衣帮块堂额错剧充欢够孙班呼阵销坚练脚退读测吴希宁换版异某顾曲楚典朱毒菜判救"
    "宋茶洪含顺啊鲜败货矿端兄归冷忙买险康评肉吗厂永哈沉散遗停笔假输牛洞松渐顶训录否述毕督控丰献姑忽爷互亮纳襄登咱"
    "钟伯臣雄季脑介鄂召饭暗扩祖齐短烈赶牌恩诉移诗础露届蒙静喝盘卖植授伊湾博痛减穿逐秘庭陵固禁票灵杂姓泽吸侧庆妈遇"
    "追甲馆补唐炮沿殿刺怪彩俄旧警索岸轮妇载靠附毫怀软骨探雷旁罪枪牙迎序慢盛雨墙恶谷顿危稳熟概酸操诸绿佛荣针托宽折"
    "野付午肯库厚缺罢耳屋嘴末谢培巨页瓦款犯困店智拥雪翻圣戏旗吉婚奖岩疑币圆歌廷健卡烧析讨跑烟误仙疗舞亡闭汽伸脱秋"
    "姐繁侵川莫麻秀借寻私岗卷跳丽横驻套兼您君丁束纸夺袁灯坏坦丝径购阴床瞧择墓宪峰遍鲁庙掉丹桃御舰避售怒课播拔奥延"
    "虚隐粮络遭摇潜庄混厅婆奴鼓赵访睡震予童徐韦殖抓拜吨扬址洛休纵逃染纷贸透汇灭蛋森仪塔距狐融郡缓聚盖拍迹忠释润粉"
    "涓孔岭搜紫虑促抵钢塞寺津液码虎坛珍硬梁奔累役偏迫锛凡损壁哭替税综伦冰盟挂韩竞乌尤弱铺妹秦尊竹珠迅脉泥鬼纯睛刑"
    "途隆潮幅杯握谋剂幸奉乘抱朋谓频崇壮骑紝恐享鸡虫绍铜呈泛械摆欲奶敬措爆暴签猛郭嘉障缩亦废搞胞埃曰撤暖寒订俗绩阻"
    "盐萨勒忘奏孝贴灰梅触玩默胸醒莲篇柱裁啦淡抢捕闹纺截讯朗誉雅忍梦伙勇峡徒丈尾迷唱泉泰佳残闪伍呀疾署剩贼冠倾豆申"
    "贫诺麦泪羊尖辈镜涉贡爹缘摩妻殊贝零映甘骂糖岳饮奋棉雕跃汗冒渡努赞启阁斤裂患伏池鹿洗劲晋倍圈媒箭沟锋胆凭挑抬闯"
    "隔弄曹汤苗迁叹唯振储贯彻桌祭符僧衡炸旋凤喊黎郎援肥磁忌赏辽祥董仁辛瑞询敏浪貌毁昨巧腿抽荷陷焦净腹弃乃湘亩滑狗"
    "冬宏皆番尸伟桂览恢龄绕趣晶坡魏摸伴墨浓绪舍蓝荡阅井鸿旦惯症鸟扎窗辞聘穷堰宇键荒递恨隶"
)
"""The commonest characters of three bytes in Chinese, by their frequency (words of jieba's dictionary by its counts)."""
JAPANESE = (
    "の、るにいとをしてーでなは。たがすスれンもこうっから「」クまイトさありルよアくッきセリそ（）タ法ド正だ行ラフ"
    "けめど不定用えやおプつ者コ機サ年みジ理テパュ対的わデ人入ん日シロ号グワィ・合大バ一発通使性為レ関マ本ち上実能"
    "月せカブム報気第事別場ろ当見信設新要モ中出国数書電文方キ画調ずば無目手部ェ記時字メ以器ウ情最止オネ作利力査同"
    "ピ務識回べ会条？明規解開へじ分制符限度続エ言計下改業特立自認全処前化後表チ初外成生禁ニ可現社ォソ内管：動変子"
    "容知等面高び今基必意感省体学期ザャ置連長ビ取犯肉ナ加権罪地罰ァズポ元問型家撃施象！ハョ備思ホ攻話読題侵品東ほ"
    "ミ刑在小指料約説反状違間項ご他保応接総誤警付準点結ペ令件例円弱算組ガダ影有線考京公女得政該込ケボ値強律構段界"
    "確策際む万向多工御端経適金ゲベ単売差心持来注視財々げ介代係始提末次研聞脆証震ねツユ世何価受名島念戦案物産義道"
    "除ざぶゆ三像又少形態示究護追防ぐゃ判区呼声安店更重任停口囲害平庁式所投暗田略相着答素育製試起載ゴ供便個再参好"
    "存察想放映格求決活疑直簡質食ひ企共医員商川常広技推断検番登盗章語送階予先切及含専導引急果終荷術装課議進針集ぞ"
    "づ与則割十味完待教牛紹織論超近速都配ょ二否和営増局悪操易死残氏況消深私資返録難響頁順ぜヒ修原役復掲摘様母流測"
    "益細補討詳非両仕側北危建扱捜整旨昨替民治漏環由種範紋編落誰運量附頭ぽヤ位半協告境宅密展山左帯張従懸比満白築系"
    "絶繰美職般街被足辞過選銀降願並主乗交低偽刊列削効去友台善居岸巻府庭戻房拡携普校海源烹然焼県窃純統継肥色著複覚"
    "覧許評談買趣身門領類ぎギヘヴ休似優兵刷右各審岡岩巡採換早極概模横歩液爆片版移程税競維締花蔵融角諸販購転逐"
)
"""And in Japanese (counted on Japanese pages of the training data)."""
CODECS = {"gb18030": ("gbk", CHINESE), "cp932": ("cp932", JAPANESE)}
"""By the encoding that writes all that was read: the one that loses bytes, and the language that it is read for."""
SURE = 3
"""How many times as common as the next character that fits one must be. By Zipf's law a rank tells the frequency."""
RARE = 5000
"""The rank of characters that are none of the commonest."""
FULL_STOP = "。"
FOLLOWING = ord("<")
"""What follows a piece of text."""
LENGTHS = ((0xC2, 0xE0, 2), (0xE0, 0xF0, 3), (0xF0, 0xF5, 4))
"""First bytes of characters in UTF-8, and how many bytes these have."""


class Misread(NamedTuple):
    """The bytes that are left of text."""

    data: bytes
    starts: frozenset[int]
    """Where characters of the wrong encoding begin or end: only there a byte can be missing."""
    codec: str
    ranks: dict[str, int]

    def restore(self) -> str:
        """The text as UTF-8; U+FFFD for each character that cannot be told."""
        out: list[str] = []
        at = 0
        while at < len(self.data):
            length = length_at(self.data[at])
            end = at + 1
            while end < min(at + max(length, 2), len(self.data)) and is_trail(self.data[end]):
                end += 1
            whole = decoded(self.data[at:end]) if end - at == length else None
            out.append(whole or self.likeliest(at, end, length) or "\ufffd")
            at = end
        return "".join(out)

    def likeliest(self, at: int, end: int, length: int) -> str | None:
        """The character of which ``data[at:end]`` is left, where one is much likelier than others.

        :param length: its length as the first byte says it; 0 if the first byte is missing.
        """
        left = self.data[at:end]
        if end == len(self.data) and FULL_STOP.encode().startswith(left):
            return FULL_STOP
        if len(left) != 2 or length not in (0, 3):
            return None
        places = (at + 1, at + 2) if length else (at,)
        fitting = {
            character
            for place in places
            if place in self.starts
            for byte in lost_before(self.data[place] if place < len(self.data) else FOLLOWING, self.codec)
            if is_trail(byte) == (length > 0)
            and (character := decoded(left[: place - at] + bytes([byte]) + left[place - at :])) in self.ranks
        }
        best, second = sorted([*(self.ranks[one] for one in fitting), RARE, RARE])[:2]
        return next((one for one in fitting if self.ranks[one] == best and (best + 1) * SURE <= second + 1), None)


def restored(piece: str, encoding: str) -> str:
    """A piece of UTF-8 that was read in an encoding, read again; U+FFFD for each character that cannot be told.

    :raises UnicodeEncodeError: a character is none of the encoding.
    """
    codec, language = CODECS.get(encoding, (encoding, ""))
    data = bytearray()
    starts = {0}
    for character in piece:
        if character != "\ufffd":
            # Windows reads 80 in GBK as a euro sign.
            data += b"\x80" if (character, codec) == ("€", "gbk") else character.encode(encoding)
        starts.add(len(data))
    left = Misread(bytes(data), frozenset(starts), codec, ranks(language))
    text = left.restore()
    if language is CHINESE and any("\u3041" <= one <= "\u30ff" for one in text):
        return left._replace(ranks=ranks(JAPANESE)).restore()
    return text


@cache
def ranks(language: str) -> dict[str, int]:
    """The places of a language's characters by their frequency."""
    return {character: rank for rank, character in enumerate(language)}


def length_at(byte: int) -> int:
    """How many bytes a character has in UTF-8 that begins with a byte; 0 if none does."""
    return next((length for first, end, length in LENGTHS if first <= byte < end), int(byte < 0x80))


def is_trail(byte: int) -> bool:
    """Whether a byte is one of those in UTF-8 that follow the first of a character."""
    return 0x80 <= byte < 0xC0


def decoded(data: bytes) -> str | None:
    """Bytes as UTF-8; None if they are not valid UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


@cache
def lost_before(following: int, codec: str) -> bytes:
    """The bytes that are nothing in an encoding before another one, neither alone nor with it."""
    return bytes(
        byte
        for byte in range(0x80, 0xF0)
        if is_nothing(bytes([byte]), codec) and is_nothing(bytes([byte, following]), codec)
    )


def is_nothing(data: bytes, codec: str) -> bool:
    """Whether bytes are not text in an encoding."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return True
    return False
