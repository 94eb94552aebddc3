package org.bandeng.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds people's names where words beside them say that they are names: 我叫, 联系人, 师傅, 阿姨. */
final class PersonNames {

    private static final String COMPOUND = "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|司空|端木|长孙|宇文|南宫";

    /** The surnames of some 97 of 100 people in China, most common first. */
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
            + "熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿"
            + "牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆"
            + "党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银明沙薄伏岑习胥保蔺水闫肖付";

    private static final String SURNAME = "(?:" + COMPOUND + "|[" + SURNAMES + "])";

    /** Given names: one or two characters, none of those that begin or end other words than names. */
    private static final String NOT_GIVEN =
            "的了是在有没不要来去到说给和跟与我你他她它们这那都也就还又再很太吗呢吧啊呀哦个几号栋楼单元室层房家住户门车位区路街前后上下报修问想请让把被用会能可该找联系电话手机姓名主任书记师傅经理物业";

    private static final String GIVEN = "[\\p{IsHan}&&[^" + NOT_GIVEN + "]]";
    private static final String FULL = SURNAME + GIVEN + "{1,2}";

    /** Of the peoples whose names have a dot: 古丽·买买提. */
    private static final Pattern DOTTED =
            Pattern.compile("\\p{IsHan}{2,5}[·•‧]\\p{IsHan}{2,6}?(?=[^\\p{IsHan}]|[的在住是来说]|$)|"
                    + "\\p{IsHan}{2,5}[·•‧]\\p{IsHan}{2,4}");

    private static final String TITLES =
            "先生|女士|小姐|阿姨|师傅|大爷|大妈|大叔|大伯|大娘|叔叔|伯伯|叔|婶|老师|书记|主任|医生|大夫|护士|奶奶|爷爷|大姐|大哥|经理|警官|队长|站长|会长|网格员|总";

    /** 王师傅, 王建国师傅. */
    private static final Pattern TITLED = Pattern.compile("(" + FULL + "|" + SURNAME + ")(?=" + TITLES + ")");

    /** 张总共, 石主任务: the title is the beginning of another word; and what ends before it is no surname. */
    private static final Pattern OTHER_WORD = Pattern.compile(".*(?:总(?:[共是在要算数电计有]|不)|主任务|老师傅).*", Pattern.DOTALL);

    private static final Pattern ENDS_OTHER_WORD = Pattern.compile(
            ".*(?:水管|热水|停水|自来水|平安|治安|请安|保安|安全|公安|开花|种花|地方|对方|官方|警方|双方|他方|我方|全都|什么时|那时|当时|平时|临时|小时|及时|停车|开车|修车|叫车|班车|骑车|方向|厨房|住房|楼房|门房|旁边|外边|这边|那边|单|钟点|和|都|来|全|解|官|党|原|连|应|明|强|成)$",
            Pattern.DOTALL);

    private static final Pattern SURE_CUE = Pattern.compile("(?:我|他|她|名字?|本名|真名)叫做?(?=(" + FULL + "))"
            + "|(?:爸|妈|爷|奶|公|婆|哥|姐|弟|妹|儿子|女儿|孩子|老伴|丈夫|爱人|老公|老婆|孙子|孙女|主|人|,|，|来)叫(?=(" + FULL + "))"
            + "|姓名(?:是|叫|:|：|\\s)*(?=(" + FULL + "))"
            + "|联系人(?:是|叫|:|：|\\s)*(?=(" + FULL + "))"
            + "|(?:户主|业主)(?:是|叫|:|：|\\s)*(?=(" + FULL + "))"
            + "|(?:请联系|联系一下|转告|告诉|感谢|表扬)(?=(" + FULL + "))"
            + "|(?:我是|本人|找|找一下|(?<=[楼栋室元区])的)(?=(" + FULL + "))");

    /** A name ends before these and at the end, or else it is the beginning of something else. */
    private static final Pattern ENDS = Pattern.compile(
            "(?:[^\\p{IsHan}]|$|的|是|在|住|有|来|说|和|跟|想|要|要求|反映|申请|电话|手机|身份|先生|女士|" + TITLES
                    + "|呀|啊|哈|啦|吗|呢|他|她|家|今年|一个|腿|已|把|这|报|问|请|等|不|没|从|上|打|现).*",
            Pattern.DOTALL);

    /** Words that begin with a surname's character. */
    private static final Pattern NO_NAME = Pattern.compile(
            "(?:万一|万不|白天|白班|高层|高空|高温|黄色|黄金|金毛|金额|金属|马上|马路|钱包|方便|温水|常常|常年|常住|安保|安排|安全|石头|石板|水管|水表|水电|花园|时候|"
                    + "江边|田地|张贴|孔洞|周末|周边|周围|周[一二三四五六日]|全体|党员|租户|明天|明白|成员|单独|单身|单元|管理|管道|路过|路灯|路边|车主|车子|房东|房子|房主|边上|左边|强烈|解决|解释|原来|原因|连续|连着|计划|计算|"
                    + "项目|简单|应该|关于|关门|游客|商家|商铺|商量|都是|和我|和平|来自|古树|古城|官方|文件|文明|任何|任务|向上|向您|易拉|康复|康乐|夏天|林业|龙头|雷电|汤圆|严重|严格|童车|盖子|宁静|包裹|包括|华为|桂花|"
                    + "兰花|梅花|柳树|松树|桑树|党支|党组|毛病|毛巾|白蚁|白色|红色|米面|木头|木板|木门|杂物|空调|电梯|门禁|保洁|保安|保修|银行|原住|阳台|阳光|景观|游乐|毕竟|向阳|谢谢|新来|新搬|老业|学生|残疾|低保|业主|居民|顶楼|乐意|"
                    + "宗教|席位|申请|申诉|成功|成年|段时|康养|平时|车位|车库|车辆|充电|甘肃|宁夏|贵州|温州|常德|常州|广州|长沙).*",
            Pattern.DOTALL);

    private static final int WINDOW = 10;

    private static final Pattern THANKS = Pattern.compile("(?:感谢|谢谢|多谢)$");

    private static final Pattern BEFORE_NUMBER = Pattern.compile(
            "(?<!\\p{IsHan})(" + FULL + ")[\\s,，:：]{0,2}(?=1[3-9][0-9][-\\s]?[0-9]{4}[-\\s]?[0-9]{4}(?![0-9]))");

    private PersonNames() {}

    static List<PersonalData.Found> in(String narrow) {
        List<PersonalData.Found> found = new ArrayList<>();
        Matcher dotted = DOTTED.matcher(narrow);
        while (dotted.find()) {
            found.add(name(withoutCue(narrow, dotted.start(), dotted.end()), dotted.end()));
        }
        surnames(narrow, found);
        titled(narrow, found);
        cued(narrow, found);
        beforeNumber(narrow, found);
        return found;
    }

    /** As much of the text as decides whether a name begins or ends here. */
    private static String window(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + WINDOW));
    }

    private static PersonalData.Found name(int from, int to) {
        return new PersonalData.Found(PersonalData.Kind.NAME, from, to);
    }

    /** 联系人扎西·次旦 begins with 扎西. */
    private static int withoutCue(String text, int from, int to) {
        Matcher cue = Pattern.compile("^.*(?:叫|是|人|姓名|名|系|本人|找|主)").matcher(text.substring(from, to));
        int dot = text.substring(from, to).replaceAll("[•‧]", "·").indexOf('·');
        return cue.lookingAt() && cue.end() < dot ? from + cue.end() : from;
    }

    /** 我姓陈. */
    private static void surnames(String text, List<PersonalData.Found> found) {
        Matcher said = Pattern.compile("(?<=(?:我|他|她|免贵|家|人|主|本人)姓)" + SURNAME + "(?![么名氏])")
                .matcher(text);
        while (said.find()) {
            found.add(name(said.start(), said.end()));
        }
    }

    private static void cued(String text, List<PersonalData.Found> found) {
        Matcher cue = SURE_CUE.matcher(text);
        int from = 0;
        while (cue.find(from)) {
            int start = cue.end();
            int end = endOfName(text, start);
            if (end > start) {
                found.add(name(start, end));
            }
            from = cue.end();
        }
    }

    /** 王秀兰 13987654321. */
    private static void beforeNumber(String text, List<PersonalData.Found> found) {
        Matcher named = BEFORE_NUMBER.matcher(text);
        while (named.find()) {
            if (!NO_NAME.matcher(named.group()).matches()) {
                found.add(name(named.start(1), named.end(1)));
            }
        }
    }

    /** The longer of the names that could stand here and are followed by the end of one. */
    private static int endOfName(String text, int start) {
        if (NO_NAME.matcher(window(text, start)).matches()) {
            return start;
        }
        Matcher full = Pattern.compile(SURNAME + GIVEN + "{2}").matcher(text).region(start, text.length());
        if (full.lookingAt() && ENDS.matcher(window(text, full.end())).matches()) {
            return full.end();
        }
        Matcher half = Pattern.compile(SURNAME + GIVEN).matcher(text).region(start, text.length());
        return half.lookingAt() && ENDS.matcher(window(text, half.end())).matches() ? half.end() : start;
    }

    private static void titled(String text, List<PersonalData.Found> found) {
        Matcher titled = TITLED.matcher(text);
        int from = 0;
        while (titled.find(from)) {
            from = titled.end();
            if (THANKS.matcher(text.substring(Math.max(0, titled.start() - 2), titled.start() + 1))
                    .find()) {
                // 感谢温医生: 谢 is no part of the name.
                from = titled.start() + 1;
                continue;
            }
            String before = text.substring(Math.max(0, titled.end() - WINDOW), titled.end());
            String around = text.substring(titled.start(), Math.min(text.length(), titled.end() + 3));
            boolean full = titled.end() - titled.start() > 2;
            if (!OTHER_WORD.matcher(around).matches()
                    && !NO_NAME.matcher(around).matches()
                    && (full || !ENDS_OTHER_WORD.matcher(before).matches())) {
                found.add(name(titled.start(), titled.end()));
            }
        }
    }
}
