package org.bandeng.conversation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A short line by which something is done at once, without a question: 报名 101, 签到 1234, 记 灯太暗, 散会.
 *
 * @param number which occasion, remark or option; 0: not said
 * @param words the rest; empty: nothing
 */
record BenchLine(Deed deed, long number, String words) {

    /** What lines do. */
    enum Deed {
        /** 活动: what there is to come to. */
        OCCASIONS(false),
        /** 报名 101 2; 报名 103 两件棉衣. */
        SIGN_UP(false),
        /** 取消报名 101. */
        SIGN_OFF(false),
        /** 我不去了, of who signed up. */
        STAY_AWAY(false),
        /** 签到 1234; 签到 alone of who signed up for what is about to begin. */
        CHECK_IN(false),
        /** A tap on how it was. */
        RATE(false),
        /** 开板凳会 5号楼 廊柱怎么用. */
        OPEN(true),
        /** 签到 张阿姨、老周: those without WeChat. */
        GUESTS(true),
        /** 记 张阿姨：灯太暗. */
        REMARK(true),
        /** 选项 换感应灯. */
        OPTION(true),
        /** 举手 1 赞成8 反对1 弃权2. */
        HANDS(true),
        /** 答 2 已经报修了. */
        ANSWER(true),
        /** 立单 2. */
        TICKET(true),
        /** 立议题 2. */
        TOPIC(true),
        /** 请能人 1013 修家电 明天上午方便吗. */
        CALL_TALENT(true),
        /** A picture that who holds a meeting sends. */
        PHOTO(true),
        /** 散会. */
        CLOSE(true),
        /** 交办 12 装好六个充电桩，物业，7天. */
        MEASURE(true),
        /** Something that begins like one of these, at a meeting, and is none. */
        UNCLEAR(true),
        /** 退出轮值. */
        NO_TURNS(false),
        /** 轮值报名 会客厅. */
        TURNS(false),
        /** 我的班. */
        DUTIES(false),
        /** 换班 105. */
        SWAP(false),
        /** 接班 105. */
        TAKE(false),
        /** 能人报名 修家电，周末有空; 我会修家电，周末有空. */
        SKILL(false),
        /** 退出能人. */
        NO_SKILL(false),
        /** A tap on whether they take what they are asked to do. */
        CALL_YES(false),
        CALL_NO(false),
        /** 做完了 1013 2小时. */
        CALL_DONE(false),
        /** 电梯归谁管: who answers for it, by the list of the three parties. */
        WHOSE(false),
        /** 施工: what is built around there. */
        WORKS(false),
        /** 监督 101. */
        WATCH(false),
        /** 不监督了 101. */
        UNWATCH(false),
        /** What somebody who watches saw: all is good, or something is not. */
        GOOD(false),
        BAD(false),
        /** 问卷: what is asked; 问卷 101 2 门口最好. */
        CANVASS(false),
        /** 参加协商 K7FM9Q2T. */
        JOIN(false),
        /** 我的协商: how far it is. */
        AGREEMENT(false),
        /** 陈述 我家的墙裂了. */
        STATEMENT(false),
        /** 诉求 单价每单加五毛: without who says it. */
        DEMAND(false),
        /** 提出 1 赔三千. */
        OFFER(false),
        /** 同意 or 不同意, of who was just asked. */
        AGREE(false),
        DISAGREE(false),
        /** A tap that confirms the terms. */
        CONFIRM(false),
        REFUSE(false),
        /** A tap on whether it is kept. */
        KEPT(false),
        BROKEN(false),
        /** 看望: whom a steward goes to, or somebody rings up. */
        CARE(false),
        /** 已看望, 没人应, 打通了, 没打通, of who was asked to go or to ring up. */
        CARE_SEEN(false),
        CARE_NO_ANSWER(false),
        CARE_REACHED(false),
        CARE_NOT_REACHED(false);

        private final boolean staff;

        Deed(boolean staff) {
            this.staff = staff;
        }

        /** Whether it is said in confidence, and neither its words nor the answer are shown to anybody else. */
        boolean isConfidential() {
            return compareTo(JOIN) >= 0;
        }

        /** Whether only those who work here say it; for everybody else these are words like any other. */
        boolean isForStaff() {
            return staff;
        }
    }

    private static final Map<Deed, Pattern> PATTERNS = Map.ofEntries(
            Map.entry(Deed.OCCASIONS, Pattern.compile("(?:看|有什么|有啥|最近的?|社区|我的)?活动(?:有哪些|安排)?[?？]?()()")),
            Map.entry(
                    Deed.SIGN_UP,
                    Pattern.compile(
                            "(?:我要|我想|我)?报名(?:参加)?(?:活动)?[:：,，\\s]*(?:([0-9]{3,6})(?![0-9])号?(?:活动)?(?:[\\s:：,，]+(.{1,100}))?)?")),
            Map.entry(Deed.SIGN_OFF, Pattern.compile("(?:我要|我想)?(?:取消|不)报名了?(?:活动)?[\\s:：,，]*([0-9]{3,6})?号?()")),
            Map.entry(Deed.CHECK_IN, Pattern.compile("()(?:我来|我要)?签到[:：,，\\s]*([0-9]{1,6})?")),
            Map.entry(Deed.OPEN, Pattern.compile("开([一-龥]{2,12}?会(?:客厅)?)()[\\s:：,，]+(.{2,200})")),
            Map.entry(Deed.GUESTS, Pattern.compile("()签到[:：\\s]+([^0-9].{0,200})")),
            Map.entry(Deed.REMARK, Pattern.compile("()(?:记|记一下|记下)[:：\\s]+(.{2,300})", Pattern.DOTALL)),
            Map.entry(Deed.OPTION, Pattern.compile("()选项[:：\\s]+(\\D.{0,200})", Pattern.DOTALL)),
            Map.entry(Deed.HANDS, Pattern.compile("举手[:：\\s]*(?:选项)?([1-9])[:：,，\\s]+(.{2,60})")),
            Map.entry(Deed.ANSWER, Pattern.compile("答复?[:：\\s]*([0-9]{1,2})[:：,，\\s]+(.{1,300})", Pattern.DOTALL)),
            Map.entry(Deed.TICKET, Pattern.compile("立单[:：\\s]*([0-9]{1,2})()")),
            Map.entry(Deed.TOPIC, Pattern.compile("立议题[:：\\s]*([0-9]{1,2})()")),
            Map.entry(Deed.CLOSE, Pattern.compile("散会()()")),
            Map.entry(Deed.WORKS, Pattern.compile("(?:看|附近的?|有哪些|哪里在|谁家在)?(?:施工|工程)(?:安排|提醒|有哪些)?[?？]?()()")),
            Map.entry(Deed.WATCH, Pattern.compile("(?:我来|我要|我想)?监督(?:工程|施工)?[:：\\s]*([0-9]{3,6})号?(?:工程|施工)?()")),
            Map.entry(Deed.UNWATCH, Pattern.compile("(?:我)?(?:不监督了?|退出监督|取消监督)[:：\\s]*([0-9]{3,6})?号?()")),
            Map.entry(
                    Deed.CANVASS,
                    Pattern.compile("(?:看|填|答)?问卷[:：,，\\s]*(?:([0-9]{3,6})(?![0-9])号?(?:[\\s:：,，]+(.{1,110}))?)?")),
            Map.entry(Deed.CARE, Pattern.compile("(?:今天)?看望(?:谁|名单)?()()")),
            Map.entry(Deed.CARE_SEEN, care("我?(?:已经?看望(?:过)?了?|看望(?:过了|了)|见到人了)")),
            Map.entry(Deed.CARE_NO_ANSWER, care("(?:敲了?门?)?(?:没人应|没有人应|没人开)门?")),
            Map.entry(Deed.CARE_REACHED, care("(?:电话)?打通了")),
            Map.entry(Deed.CARE_NOT_REACHED, care("(?:电话)?(?:没打通|打不通)")),
            Map.entry(Deed.WHOSE, Pattern.compile("()(.{1,12}?)(?:的事)?(?:归谁管|该谁管|谁管|谁负责|归谁负责|该谁负责|归谁修|该谁修|找谁)[?？。]?")),
            Map.entry(
                    Deed.CALL_TALENT,
                    Pattern.compile("(?:请|叫|找|问)能人[:：\\s]*([0-9]{4,9})[:：,，\\s]+(.{1,130})", Pattern.DOTALL)),
            Map.entry(Deed.TURNS, Pattern.compile("()(?:报名轮值|轮值报名|参加轮值)[:：\\s]*(.{0,20})")),
            Map.entry(Deed.DUTIES, Pattern.compile("(?:我的班|我的轮值|轮值)()()")),
            Map.entry(Deed.SWAP, Pattern.compile("(?:我要|我想)?换班[:：\\s]*([0-9]{3,6})?()")),
            Map.entry(Deed.TAKE, Pattern.compile("(?:我来)?接班?[:：\\s]*([0-9]{3,6})()")),
            Map.entry(
                    Deed.SKILL,
                    Pattern.compile(
                            "()(?:能人报名[:：,，\\s]*|报名能人[:：,，\\s]*|我会(?=[^,，。?？]{1,20}[,，][^。?？]{0,20}(?:有空|有时间|可以帮忙|愿意帮忙)))(.{2,80})")),
            Map.entry(Deed.NO_SKILL, Pattern.compile("(?:退出能人|不当能人了?)()()")),
            Map.entry(Deed.CALL_DONE, Pattern.compile("做完了?[:：\\s]*([0-9]{4,9})[:：,，\\s]*(.{0,30})")),
            Map.entry(Deed.STAY_AWAY, Pattern.compile("(?:我|我们)?(?:不去了|不来了|去不了了?|来不了了?|不能去了|不能来了)[。!！]?()()")),
            Map.entry(Deed.NO_TURNS, Pattern.compile("(?:退出轮值|轮值退出|不轮了|不参加轮值了?)()()")),
            Map.entry(Deed.AGREE, Pattern.compile("(?:我)?(?:同意[,，]?确认|同意|确认)[了。!！]?()()")),
            Map.entry(Deed.DISAGREE, Pattern.compile("()(?:我)?不同意[。!！]?()")),
            Map.entry(
                    Deed.UNCLEAR,
                    Pattern.compile("()((?:答复?|举手|选项|记一下|立单|立议题|板凳会)(?:[:：\\s0-9].{0,100})?)", Pattern.DOTALL)),
            Map.entry(Deed.JOIN, Pattern.compile("()参加协商[:：\\s]*([A-Za-z0-9]{4}-?[A-Za-z0-9]{4})")),
            Map.entry(Deed.AGREEMENT, Pattern.compile("我的(?:协商|调解)()()")),
            Map.entry(
                    Deed.STATEMENT, Pattern.compile("陈述[:：\\s]+(?:([0-9]{3,6})[:：,，\\s]+)?(.{2,300})", Pattern.DOTALL)),
            Map.entry(Deed.DEMAND, Pattern.compile("诉求[:：\\s]+(?:([0-9]{3,6})[:：,，\\s]+)?(.{2,300})", Pattern.DOTALL)),
            Map.entry(Deed.OFFER, Pattern.compile("提出[:：\\s]+(?:([1-9])[:：,，.\\s]+)?(.{1,200})", Pattern.DOTALL)),
            Map.entry(Deed.REFUSE, Pattern.compile("不同意协商[:：\\s]*([0-9]{3,6})[:：,，\\s]*(.{0,200})", Pattern.DOTALL)),
            Map.entry(Deed.MEASURE, Pattern.compile("交办[:：\\s]*(?:议题)?([0-9]{1,6})[:：,，\\s]+(.{1,200})")));

    /** What else is said behind it is not kept: it would be about somebody who is on no list but one. */
    private static Pattern care(String words) {
        return Pattern.compile(
                "(?:[一-龥]{1,8}?家?)??" + words + "[:：,，\\s]*([0-9]{3,6})?(?![0-9])()(?:[,，。!！\\s].{0,300})?",
                Pattern.DOTALL);
    }

    private static final char WIDE_BLANK = '\u3000';

    /** Before the wide ！, which is the blank of that row. */
    private static final char FIRST_WIDE = '\uff00';

    private static final char LAST_WIDE = '\uff5a';

    /** What tapped choices are called: occasion:sign-up:NUMBER:SLOT, occasion:rate:NUMBER:SCORE. */
    private static final Pattern TAPPED = Pattern.compile("occasion:(sign-up|rate):([0-9]{3,6})(?::([1-9]))?");

    /** And agreement:confirm:NUMBER:HASH, agreement:refuse:NUMBER, agreement:kept:NUMBER, agreement:broken:NUMBER. */
    private static final Pattern TAPPED_AGREEMENT =
            Pattern.compile("agreement:(confirm|refuse|kept|broken):([0-9]{3,6})(?::([0-9a-f]{12}))?");

    /** And duty:take:NUMBER. */
    private static final Pattern TAPPED_DUTY = Pattern.compile("duty:take:([0-9]{3,6})");

    /** And works:watch:NUMBER, works:good:NUMBER:CHECK, works:bad:NUMBER:CHECK with what is not good behind it. */
    private static final Pattern TAPPED_WORKS =
            Pattern.compile("works:(watch|good|bad):([0-9]{3,6})(?::([0-9]{1,3}(?: .*)?))?", Pattern.DOTALL);

    /** And canvass:NUMBER:OPTION. */
    private static final Pattern TAPPED_CANVASS = Pattern.compile("canvass:([0-9]{3,6}):([1-9])");

    /** And care:seen:VISIT, care:no_answer:VISIT, care:reached:VISIT, care:not_reached:VISIT. */
    private static final Pattern TAPPED_CARE =
            Pattern.compile("care:(seen|no_answer|reached|not_reached):([0-9]{3,9})");

    /** And meeting:photo:MEDIUM. */
    private static final Pattern TAPPED_PHOTO = Pattern.compile("meeting:photo:([0-9]{1,18})");

    /** And talent:yes:TICKET, talent:no:TICKET. */
    private static final Pattern TAPPED_CALL = Pattern.compile("talent:(yes|no):([0-9]{4,9})");

    /** Whether a tapped choice is such a line. */
    static boolean isTap(String choice) {
        return choice.startsWith("occasion:")
                || choice.startsWith("agreement:")
                || choice.startsWith("duty:")
                || choice.startsWith("talent:")
                || choice.startsWith("works:")
                || choice.startsWith("canvass:")
                || choice.startsWith("care:")
                || choice.startsWith("meeting:");
    }

    /** The line that words or a tap are; empty: none. */
    static Optional<BenchLine> of(String said, String choice) {
        Matcher agreement = TAPPED_AGREEMENT.matcher(choice);
        if (agreement.matches()) {
            return Optional.of(new BenchLine(
                    Deed.valueOf(agreement.group(1).toUpperCase(Locale.ROOT)),
                    Long.parseLong(agreement.group(2)),
                    orEmpty(agreement.group(3))));
        }
        Matcher care = TAPPED_CARE.matcher(choice);
        if (care.matches()) {
            return Optional.of(new BenchLine(
                    Deed.valueOf("CARE_" + care.group(1).toUpperCase(Locale.ROOT)), Long.parseLong(care.group(2)), ""));
        }
        Matcher photo = TAPPED_PHOTO.matcher(choice);
        if (photo.matches()) {
            return Optional.of(new BenchLine(Deed.PHOTO, Long.parseLong(photo.group(1)), ""));
        }
        Matcher canvass = TAPPED_CANVASS.matcher(choice);
        if (canvass.matches()) {
            return Optional.of(new BenchLine(Deed.CANVASS, Long.parseLong(canvass.group(1)), canvass.group(2)));
        }
        Matcher works = TAPPED_WORKS.matcher(choice);
        if (works.matches()) {
            return Optional.of(new BenchLine(
                    Deed.valueOf(works.group(1).toUpperCase(Locale.ROOT)),
                    Long.parseLong(works.group(2)),
                    orEmpty(works.group(3))));
        }
        Matcher tapped = TAPPED.matcher(choice);
        if (tapped.matches()) {
            return Optional.of(new BenchLine(
                    tapped.group(1).equals("rate") ? Deed.RATE : Deed.SIGN_UP,
                    Long.parseLong(tapped.group(2)),
                    orEmpty(tapped.group(3))));
        }
        Matcher call = TAPPED_CALL.matcher(choice);
        if (call.matches()) {
            return Optional.of(new BenchLine(
                    call.group(1).equals("yes") ? Deed.CALL_YES : Deed.CALL_NO, Long.parseLong(call.group(2)), ""));
        }
        Matcher duty = TAPPED_DUTY.matcher(choice);
        if (duty.matches()) {
            return Optional.of(new BenchLine(Deed.TAKE, Long.parseLong(duty.group(1)), ""));
        }
        String words = narrow(said).strip();
        for (Deed deed : Deed.values()) {
            Pattern pattern = PATTERNS.get(deed);
            Matcher line = pattern == null ? null : pattern.matcher(words);
            if (line != null && line.matches()) {
                return Optional.of(
                        deed == Deed.OPEN
                                ? new BenchLine(
                                        deed,
                                        0,
                                        line.group(1) + " " + line.group(3).strip())
                                : new BenchLine(
                                        deed,
                                        number(line.group(1)),
                                        orEmpty(line.group(2)).strip()));
            }
        }
        return Optional.empty();
    }

    /** Wide digits, letters and blanks made narrow; the other signs stay as they were written, for others read them. */
    private static String narrow(String said) {
        return said.chars()
                .map(sign -> sign == WIDE_BLANK
                        ? ' '
                        : Character.isLetterOrDigit(sign) && sign > FIRST_WIDE && sign <= LAST_WIDE
                                ? sign - FIRST_WIDE + ' '
                                : sign)
                .collect(StringBuilder::new, (all, sign) -> all.append((char) sign), StringBuilder::append)
                .toString();
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }
}
