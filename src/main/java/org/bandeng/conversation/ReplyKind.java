package org.bandeng.conversation;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What residents mean when they answer something that they were told, in the words of the {@code follow-up} script. */
public enum ReplyKind {
    /** A mark from 1 to 5: 5, 五星, 满意. */
    MARK,
    /** One of several things just shown: 第二个. */
    CHOICE,
    /** It is done: 好了, 灯亮了. */
    DONE,
    /** It is not done, though we said so, or nobody came: 没修好, 还是不亮. */
    UNDONE,
    /** When will it be done, please hurry: 还没来, 什么时候来, 催一下. */
    URGE,
    /** 谢谢, 辛苦了. */
    THANKS,
    /** A picture without words. */
    PICTURE,
    /** Any other words. */
    WORDS;

    private static final Map<ReplyKind, Pattern> PATTERNS = new LinkedHashMap<>();

    static {
        PATTERNS.put(CHOICE, Pattern.compile("第?[一二三四五六七八九1-9](个|项|条|件|单)(的)?(事|工单)?(吧|呢|啊|怎么样了?)?"));
        PATTERNS.put(
                THANKS,
                Pattern.compile("(好的?|嗯+|哦|行|收到|知道了|太好了)?(，|,)?(谢谢|多谢|感谢|谢了|辛苦|麻烦了|给力|点赞|好人一生平安|真不错|效率真高).{0,12}"));
        PATTERNS.put(
                UNDONE,
                Pattern.compile("(又|还是|依然|仍然|依旧|照样).{0,6}(坏|不亮|不行|不能|没好|漏|堵|不通|停|黑|占|响|吵|臭|脏|乱|不转|没水|没电|老样子|一样)"
                        + "|(没|没有|未|并没有?)(给)?(修|弄|处理|解决|搞|办|清理|挪|换|收拾)(好|完|成|走|掉|干净)?(的|了)?"
                        + "|根本没.{0,6}|哪里?(修|弄|处理)?好了|骗人|假的|没解决|没处理|没效果|不管用|没用"));
        PATTERNS.put(
                URGE,
                Pattern.compile("还?(没|没有|未)(人)?(人)?(来|到|动静|消息|回复|回音|反应|进展|结果|管|人管|人来|见人|看到人|联系我)"
                        + "|(什么时候|啥时候|几时|几点|哪天|多久|多长时间|何时|还要多久|还得多久).{0,8}(来|修|好|处理|解决|弄|到|上门|能|有|等)?"
                        + "|催.{0,4}|快(点|些|一点)|抓紧|尽快|赶紧|怎么还(没|不).{0,6}|等了.{0,6}(天|小时|久|半天)|人呢|来(了)?没|来不来|到哪(儿|里)?了|有没有人"
                        + "|(修|办|处理|弄|解决)(好|完)?(了)?(没|吗|没有)|好了(吗|没|没有)|怎么样了|咋样了|有进展|有消息|进展|进度"));
        PATTERNS.put(
                DONE,
                Pattern.compile("(已经|都|现在|今天|刚才|刚刚|嗯|好的|师傅|灯|水|电|路灯|楼道灯|电梯|车|井盖|垃圾|下水道|门禁|充电桩|桩)*(，|,)?"
                        + "(修好|好|亮|通|可以|能用|解决|处理好|处理|弄好|办好|搞定|恢复|正常|挪走|开走|清走|清理|换好|来水|来电|不漏|不堵|没问题|走)(啦|了)"));
    }

    /** The name in scripts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether words say that something is not done, whatever mark they are besides. */
    static boolean isUndone(String words) {
        Pattern undone = PATTERNS.get(UNDONE);
        return undone != null && undone.matcher(words).find();
    }

    /** What words mean by themselves. */
    public static ReplyKind of(String words) {
        String plain = Normalizer.normalize(words, Normalizer.Form.NFKC).strip().replaceAll("[\\s。！!？?~～.、…]+$", "");
        if (org.bandeng.dialog.Rating.read(words).isPresent() && !plain.startsWith("第")) {
            return MARK;
        }
        boolean question = plain.matches(".*(吗|没|没有|呢)$");
        for (Map.Entry<ReplyKind, Pattern> each : PATTERNS.entrySet()) {
            boolean whole = each.getKey() == CHOICE || each.getKey() == THANKS;
            if (whole
                    ? each.getValue().matcher(plain).matches()
                    : each.getValue().matcher(plain).find()) {
                return each.getKey() == DONE && question ? URGE : each.getKey();
            }
        }
        return WORDS;
    }
}
