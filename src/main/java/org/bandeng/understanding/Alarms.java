package org.bandeng.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Danger to life in a message. A missed one is the worst fault there is, a false alarm a small one: what is said to be over, of
 * the past, feared or made up is left alone only where the same part of the message says so.
 */
final class Alarms {

    /** Somebody cries for help without a word of what for. */
    private static final String HELP = "help";

    /** What voice recognition and hasty thumbs make of the words that matter. */
    private static final List<Misheard> MISHEARD = List.of(
            new Misheard("[店垫典点殿]梯|电[题替体剃踢]|店[题替]", "电梯"),
            new Misheard("[煤霉没媒][汽器起企](?!来|到)", "煤气"),
            new Misheard("(?<!天|自|忽|突|当|虽|居|果|既|仍|依)[然染]气|燃[汽器](?!具|灶)", "燃气"),
            new Misheard("[着找招]或了|[着找招][货活祸]|[招找]火", "着火"),
            new Misheard("[漏露陋][汽器](?!材)", "漏气"),
            new Misheard("[露陋]电|漏店", "漏电"),
            new Misheard("[冒帽][烟焉咽淹](?!头)", "冒烟"),
            new Misheard("[景警镜]盖", "井盖"),
            new Misheard("[运韵]倒|晕到", "晕倒"),
            new Misheard("[困捆睏]再|捆在|捆住", "困在"));

    private static final Pattern CLAUSE = Pattern.compile("[，,。.！!？?；;、\\s~～…]+|但是|可是|不过|然后");

    /** It is so now, whatever else is said of it. */
    private static final Pattern NOW =
            Pattern.compile("又|还(在|有|没|是|困|关)|现在|正在|快来|救命|复燃|开始|一直|没(救|灭|扑|出来|醒)|刚(刚|才)?(?!修|处理)|赶紧|马上来|急");

    private static final Pattern OVER = Pattern.compile(
            "(已经|已|都|早就|后来|终于)?(灭了|扑灭|熄了|救(出来|出|下来|上来)|(人|他|她|孩|娃|大家|都|已经)(都|已经|也)?出来了(?!.{0,2}血)|弄出来|(处理|解决|修|弄|搞)(好|完|过)|没事(了|儿)|(人|都|大家)平安|解除|虚惊|误报|搞错|看错|弄错|闻错|是假的|(堵|盖|补|装|换|接)(上|好)了|(阀|闸|气|火|电(?!梯)|开关).{0,3}(关|拉)(好|掉|上)了|(关|拉)(好|掉|上)了.{0,2}(阀|闸|气|火|电)|(人|孩子|老人|娃).{0,4}找到|找(到|着|回)了|醒(过来|了)|抓(住|到|走|着)了(?!我|孩)|不(漏|冒|烧)了|(已经|已|都|被|给)送(到|去|往)?了?医院|送(到|去|往)?医院了|出院)");

    private static final Pattern PAST = Pattern.compile(
            "上次|上回|上个?(月|礼拜|星期)|上周|去年|前年|(前|那)(几天|些天|段时间|阵子|阵|次|回|年)|以前|之前|曾经|当年|小时候|几年前|[0-9一二两三四五六七八九十几]+(个?月|年|周|天)前|昨天|前天|昨晚|往年|事故(后|处理|调查|原因)|那事|那件事|的事");

    private static final Pattern FEARED = Pattern.compile(
            "(?<!恐|我|不)怕(?!是|不是)|害怕(?!极)|我怕(?!是)|担心|万一|如果|要是|假如|容易|可能会|迟早|早晚|(引发|引起|导致|造成)(?!.{0,8}了)|隐患|(?<!不)小心|防止|避免|谨防|以防|以免|防备|会不会(?!是)|(能不能|可不可以)(装|买|换|带|放|停)|多少钱|真的会|怎么(预防|防|用|申请|装|选|收费)|如何(预防|防|使用)|什么时候(修|换|装|检|演|能)|危险吗|(?<!没|不)注意|提醒大家|别再|出事谁|谁负责|是不是要|哪个电话|先.{0,6}还是先|走哪个|怎么办理|来小偷怎么办|什么电话|(抢|偷)一样|准备卖房");

    private static final Pattern MADE_UP = Pattern.compile(
            "演习|演练|演示|预防|宣传(?!栏)|防火|消防(检查|知识|演|器材|队|培训|车道|安全)|灭火器|讲座|培训|预案|知识|电视(里|上|剧|台)|电影|新闻(里|上|说)|小说|(玩|打)游戏|游戏里|直播(间|里)|视频里|抖音|梦(到|见)|听说|保险(公司|赔|费)|买.{0,3}保险|报警器.{0,6}(装|买|坏)|海报|剧情|主角|这部?(剧|电影)|明星(叫|是)|人设|开玩笑|哈哈|嘻嘻|朋友圈|怎么劝|轮胎(漏|没|破)|床塌|床板|太坑|这个.{0,6}坑$|臭鸡蛋扔|有人遛狗");

    private static final Pattern NOT = Pattern.compile(
            "(?<!有|是)(没有?(?!人)|不是(?!.{0,2}[吗嘛吧])|并没|并不是|未|无|没有人|也没)(在|被|再|发现|发生|闻到|看到|什么|出现|说)?(人)?(着火|起火|失火|火灾|冒烟|漏电|漏气|触电|煤气|燃气|困|关|晕|受伤|流血|漏|倒|掉|塌|丢|打架|危险|闻到|味)|里面没(有)?人|没人(在)?里");

    /** Smoke, heat, death and explosions that are none. */
    private static final Pattern FIGURE = Pattern.compile(
            "(猫|狗)(咪)?.{0,4}(走丢|走失|丢了|不见)|(每天|天天)被困在|饭.{0,3}烧糊|烧糊.{0,4}(饭|锅|菜)?.{0,4}散散?味|(手机|电池|电瓶)漏电|漏电快|像触电|差点(晕|昏|气)(过去|倒)?|复查|(消息|信息|作业).{0,8}淹没|心态崩塌?|心态.{0,2}崩塌|(作业|辅导|加班|上班).{0,6}(跳楼|想死|不想活)|打孩子骂孩子|(老|经常|总|常)(是)?.{0,2}(进|有|闹|来|遭)(小偷|贼)|差点.{0,3}(打|咬|吵|摔|撞)(起来|到人|倒)?|树枝.{0,4}断(了)?(要掉下来|要掉|快掉)?|电到了|不想活在|[累吵笑热冷气急烦愁臭困丑忙渴饿乐]死|吓死|冤死|死机|人气爆|火爆|爆满|爆棚|爆款|气炸|肺都?炸|头都?炸|炸(鸡|串|街)|发火|上火|火大|恼火|火锅|红火|冒火气|窝火|"
                    + "抽.{0,2}烟|吸烟|香烟|二手烟|烟瘾|烟头(?!.{0,6}(着|燃|烧))|油烟|烟囱|烧烤|烤串|烤(肉|羊|红薯)|做饭|炒菜|炊烟|烟花|鞭炮|烧纸|烧香|艾灸|跳楼(价|机)|甩卖|被电话|中风险|血压|血糖|流鼻血|献血|血汗|泼冷水|心疼|头疼的");

    /** Where somebody smokes or cooks, smoke alone is no fire. */
    private static final Pattern HARMLESS_SMOKE = Pattern.compile("(抽|吸).{0,2}烟|香烟|烟民|烧烤|烤串|炒菜|做饭|油烟");

    private static final Pattern SMOKE = Pattern.compile("冒烟|冒.{0,2}烟");

    private static final Pattern CRY = Pattern.compile("救命|救救|快来人|来人(啊|呀|哪)|sos|911|出人命|要出事|^1(10|19|20|22)[!！。]*$");

    private Alarms() {}

    private record Misheard(Pattern as, String meant) {
        Misheard(String as, String meant) {
            this(Pattern.compile(as), meant);
        }
    }

    /** The danger that the words speak of as present; {@code help}: a cry for help alone; empty: none. */
    static String in(String words) {
        String text = heard(words);
        List<String> present = present(
                HARMLESS_SMOKE.matcher(text).find() ? SMOKE.matcher(text).replaceAll("　") : text);
        for (Map.Entry<String, Pattern> danger : Dangers.SPOKEN.entrySet()) {
            if (present.stream()
                    .anyMatch(part -> danger.getValue().matcher(part).find())) {
                return danger.getKey();
            }
        }
        return CRY.matcher(String.join("", present)).find() ? HELP : "";
    }

    private static String heard(String words) {
        String text = Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (Misheard each : MISHEARD) {
            text = each.as().matcher(text).replaceAll(each.meant());
        }
        return text;
    }

    /** The parts of the message that speak of what is so now, and those in one that follow each other. */
    private static List<String> present(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder together = new StringBuilder();
        for (String clause : CLAUSE.split(text)) {
            if (OVER.matcher(clause).find() && !NOW.matcher(clause).find()) {
                // What was told up to here is over; what comes after is not.
                parts.clear();
                together.setLength(0);
            } else if (isPresent(clause)) {
                parts.add(withoutFigures(clause));
                together.append(withoutFigures(clause));
            } else {
                parts.add(together.toString());
                together.setLength(0);
            }
        }
        parts.add(together.toString());
        return parts;
    }

    private static boolean isPresent(String clause) {
        if (MADE_UP.matcher(clause).find() || NOT.matcher(clause).find()) {
            return false;
        }
        return NOW.matcher(clause).find()
                || !(PAST.matcher(clause).find() || FEARED.matcher(clause).find());
    }

    private static String withoutFigures(String clause) {
        return FIGURE.matcher(clause).replaceAll("　");
    }
}
