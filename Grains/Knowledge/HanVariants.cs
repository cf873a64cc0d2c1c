using System.Collections.Frozen;

namespace LiveChat.Knowledge;

/// <summary>
/// The commonest characters that Chinese writes in two ways. Folding them lets a question in Traditional characters find an
/// article in Simplified ones, and tells which of the two a text is written in.
/// </summary>
/// <remarks>About nine hundred pairs, character by character: enough for everyday shop talk, not a converter for prose.</remarks>
public static class HanVariants
{
    // Each Traditional (or variant) character is followed by the Simplified one that stands for it here.
    private const string Pairs = """
        們们會会個个來来說说為为這这時时過过對对無无還还沒没開开關关買买賣卖貨货訂订單单費费運运遞递錢钱錯错鐘钟鈔钞銀银鋪铺鎖锁
        鏈链鍵键鏡镜針针發发後后裡里裏里麼么幾几嗎吗誰谁請请問问謝谢該该讓让認认識识語语話话詢询詞词譯译護护讀读變变議议證证評评
        試试詳详誤误調调談谈論论訊讯記记設设訪访許许討讨詐诈診诊訴诉註注誌志諮咨謊谎諾诺諒谅課课諸诸譽誉規规覽览覺觉觀观視视見见
        現现親亲車车軍军輸输轉转輕轻較较載载輔辅輛辆輪轮軟软辦办辭辞達达遠远進进選选適适遲迟連连違违邊边遺遗郵邮鄉乡鄰邻醫医藥药
        釋释鑑鉴鑒鉴長长門门閉闭間间閱阅闆板陳陈陽阳陰阴階阶際际隊队險险隨随難难電电雲云靈灵靜静頁页項项順顺預预領领頭头題题額额
        顏颜願愿顧顾類类顯显風风飛飞飯饭飲饮養养館馆餘余馬马駕驾驗验驚惊騙骗體体髮发鬆松魚鱼鳥鸟點点黨党齊齐齒齿龍龙龜龟業业東东
        兩两嚴严喪丧豐丰臨临義义烏乌樂乐喬乔習习書书亂乱爭争虧亏亞亚產产畝亩褻亵億亿僅仅從从侖仑倉仓儀仪價价眾众優优夥伙傘伞偉伟
        傳传傷伤倫伦偽伪備备傭佣債债傾倾僑侨兒儿兇凶蘭兰興兴茲兹內内岡冈冊册寫写農农馮冯決决況况凍冻淨净涼凉減减湊凑鳳凤憑凭凱凯
        擊击鑿凿劃划劉刘則则剛刚創创刪删別别劑剂剝剥劇剧勸劝務务動动勵励勁劲勞劳勢势勳勋匯汇區区協协華华盧卢衛卫卻却廠厂廳厅曆历
        歷历厲厉壓压厭厌廁厕縣县參参雙双敘叙葉叶號号嘆叹嘰叽嚇吓聽听啟启吳吴員员嗆呛響响啞哑嘩哗喚唤嘖啧嚕噜囑嘱嘮唠嘔呕嘯啸噴喷
        團团園园圍围國国圖图圓圆聖圣場场壞坏塊块堅坚壇坛墳坟墜坠壟垄壘垒塵尘墊垫壩坝牆墙壯壮聲声殼壳壺壶處处復复複复夠够誇夸夾夹
        奪夺奮奋獎奖奧奥婦妇媽妈嫵妩孫孙學学寧宁寶宝實实寵宠審审憲宪宮宫寬宽賓宾將将尋寻導导壽寿專专屆届屬属屢屡歲岁豈岂嶇岖島岛
        嶺岭鞏巩幣币帥帅師师帳账帶带幫帮幟帜簾帘乾干幹干並并廣广莊庄慶庆廬庐庫库應应廟庙廢废異异棄弃張张彌弥彎弯彈弹強强歸归當当
        錄录徹彻徑径憶忆懺忏憂忧懷怀態态憐怜總总懇恳惡恶惱恼悅悦懸悬憫悯慘惨懲惩慣惯憤愤戲戏戰战戶户紮扎撲扑執执擴扩掃扫揚扬擾扰
        撫抚拋抛搶抢報报擔担擬拟攏拢揀拣擁拥攔拦擰拧撥拨擇择掛挂擋挡擠挤揮挥撿捡換换據据擄掳擲掷擺摆搖摇攤摊撐撑數数齋斋鬥斗斷断
        於于舊旧曠旷晝昼曬晒曉晓暈晕暫暂術术機机殺杀雜杂權权條条楊杨極极構构槍枪櫃柜標标棧栈棟栋欄栏樹树樣样橋桥檔档檢检樓楼歡欢
        歐欧殘残毀毁畢毕氣气漢汉湯汤溝沟淚泪潔洁灑洒淺浅測测濟济濃浓濕湿濾滤漲涨滾滚滿满漸渐漁渔溫温灣湾準准潤润滅灭燈灯災灾爐炉
        煉炼爛烂煩烦燒烧熱热愛爱爺爷牽牵犧牺狀状猶犹獨独獄狱獵猎獲获環环瑪玛畫画療疗瘋疯癢痒癡痴瘡疮癬癣癥症皺皱盞盏鹽盐監监蓋盖
        盤盘盜盗睜睁瞭了矯矫礦矿碼码磚砖確确礙碍禮礼禍祸離离禿秃種种積积稱称穩稳稅税窩窝窮穷竅窍豎竖競竞筆笔筍笋簽签籤签簡简築筑
        籌筹糧粮糾纠紀纪約约紅红級级純纯紙纸紋纹納纳紛纷紐纽線线練练組组細细織织終终紹绍經经結结給给絡络絕绝統统絲丝繼继績绩續续
        維维綠绿緊紧緒绪網网綜综綁绑編编緩缓緣缘縮缩縱纵縫缝繳缴繪绘繞绕罰罚罷罢羅罗翹翘聯联職职聰聪聾聋肅肃腸肠膚肤脹胀腫肿腎肾
        脅胁脈脉勝胜臉脸腦脑臟脏髒脏膠胶膽胆臘腊艦舰艙舱藝艺節节蘋苹範范莖茎薦荐藍蓝蘇苏蓮莲虛虚蟲虫雖虽蝦虾蟻蚁補补襯衬裝装製制
        褲裤襪袜襲袭觸触計计訓训託托訃讣詩诗誠诚諦谛講讲謂谓謹谨譜谱讚赞贊赞豬猪貓猫負负財财責责敗败賬账貪贪購购貧贫貯贮貴贵貸贷
        貿贸賀贺資资賞赏賠赔賴赖質质贈赠贏赢趕赶趙赵跡迹踐践踴踊蹤踪軌轨軸轴輯辑輿舆轟轰轄辖迴回遊游邁迈鄭郑醜丑醬酱鐵铁鋼钢鈣钙
        鋅锌鎂镁鈉钠鉀钾鋁铝銅铜錶表錫锡鍋锅鎮镇闊阔闖闯閃闪閒闲闡阐闔阖陸陆隱隐隸隶雞鸡霧雾靂雳韓韩頂顶須须頓顿頗颇頸颈頻频顆颗
        飄飘飼饲餅饼餓饿饋馈饒饶駐驻駛驶騎骑騰腾鬱郁鬧闹鮮鲜麗丽麥麦麵面黃黄黴霉齡龄齣出爾尔彙汇彥彦徵征恆恒慮虑懶懒戀恋捨舍掙挣
        攝摄攜携敵敌斂敛棗枣榮荣槳桨櫥橱歎叹澤泽濫滥濱滨瀏浏灘滩煙烟燭烛燦灿牠它妳你祇只隻只衹只禦御穀谷籃篮籲吁粵粤紓纾絨绒綫线
        緻致繫系係系聞闻膩腻臺台檯台颱台舉举舖铺薑姜薩萨蘊蕴蘿萝蠟蜡衝冲裊袅襠裆訝讶謀谋謎谜豔艳贖赎躍跃輩辈輻辐轎轿遷迁邏逻鄧邓
        釐厘鈴铃鉛铅銳锐銷销鍊炼鏟铲鑰钥鑽钻閘闸閥阀闌阑陣阵雋隽霑沾韻韵飾饰飽饱餃饺駁驳駝驼驅驱骯肮髏髅鬍胡鯊鲨鴨鸭鵝鹅鷹鹰黏粘
        帐账週周佈布採采佔占昇升嘗尝嚐尝彆别麪面爲为盃杯揹背牀床羣群峯峰僱雇
        """;

    // Stand on the Simplified side above, and are written in Traditional text as well: they tell nothing about the script.
    private const string WrittenInBoth = """
        丑丰了于云价伙余你佣党准几凶出划制厂厘只台叶吁后咨回夸姜它帘干广征御志愿扎托挂据斗松板极柜沾注游症确种筑粘系胜胡腊致舍苹
        范荐虫蜡表谷踊适郁里面周布采占升杯背床群峰雇
        """;

    private static readonly FrozenDictionary<char, char> ToSimplified = Letters(Pairs).Chunk(2).ToFrozenDictionary(p => p[0], p => p[1]);

    private static readonly FrozenSet<char> OnlySimplified =
        ToSimplified.Values.Except(Letters(WrittenInBoth)).Append('帐').ToFrozenSet();

    private static readonly FrozenSet<char> OnlyTraditional = ToSimplified.Keys.Except("帐黏瞭乾徵").ToFrozenSet();

    /// <summary>The character that stands for this one and all its variants.</summary>
    public static char Fold(char letter) => ToSimplified.GetValueOrDefault(letter, letter);

    /// <summary>Whether only Traditional text has this character.</summary>
    public static bool IsTraditional(char letter) => OnlyTraditional.Contains(letter);

    /// <summary>Whether only Simplified text has this character.</summary>
    public static bool IsSimplified(char letter) => OnlySimplified.Contains(letter);

    /// <summary>Whether it is a Han character of the basic plane or its first extension.</summary>
    public static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf' or '\u3007';

    private static IEnumerable<char> Letters(string text) => text.Where(IsHan);
}
