package org.bandeng.dialog.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The form of scripts: which keys may stand where. The parser and the JSON Schema for editors are both made from it, so
 * they cannot drift apart.
 */
final class Grammar {

    /** What stands under a key. */
    enum Shape {
        TEXT,
        /** One text or a list of them. */
        TEXTS,
        FLAG,
        NUMBER,
        /** A name that answers are kept under. */
        SLOT,
        /** A typed expression. */
        EXPRESSION,
        /** A list of steps. */
        STEPS,
        /** A list of questions. */
        QUESTIONS,
        /** Options of a choice, by key. */
        OPTIONS,
        /** Nothing: the key alone says it all. */
        NOTHING,
        /** One of a few words. */
        WORD
    }

    /**
     * A key.
     *
     * @param words which words are possible; empty: any
     * @param means for authors
     */
    record Key(String name, Shape shape, boolean required, List<String> words, String means) {}

    /** A step: its first key is its name. */
    record Form(String name, List<Key> keys) {
        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    static final List<String> ACCEPTS = List.of(
            "text",
            "yes-no",
            "number",
            "phone",
            "time",
            "place",
            "image",
            "location",
            "rating",
            "ticket",
            "matter",
            "forum",
            "topic");
    static final List<String> DEEDS = List.of("open", "add", "locate", "urge", "reopen", "find");

    static final List<String> WORK = List.of(
            "find",
            "list",
            "accept",
            "decline",
            "hand-over",
            "start",
            "note",
            "wait-resident",
            "wait-parts",
            "wait-office",
            "photo",
            "resolve",
            "explain");

    /** What residents do about what is deliberated. */
    static final List<String> BENCH =
            List.of("find", "forums", "topics", "raise", "support", "vote", "withdraw", "rate", "remark", "line");

    /** Deeds for which something must be said. */
    static final List<String> SAYING =
            List.of("decline", "hand-over", "note", "wait-resident", "wait-parts", "wait-office", "resolve", "explain");

    /** What starts a script beside words. Each needs one, or residents could meet silence. */
    static final List<String> EVENTS = List.of(
            "subscribe",
            "scanned",
            "not-understood",
            "unsure",
            "unsupported",
            "voice",
            "stray-picture",
            "survey",
            "ticket-number",
            "follow-up",
            "which-ticket",
            "emergency",
            "called-off",
            "with-staff",
            "person",
            "cancel",
            "help",
            "progress",
            "invited",
            "work",
            "bench",
            "ballot",
            "propose",
            "bench-line",
            "watch");

    static final List<Key> SCRIPT = List.of(
            needed("dialog", Shape.TEXT, "名字，英文小写加短横；文件名和它一样"),
            needed("title", Shape.TEXT, "给人看的名字"),
            needed("purpose", Shape.TEXT, "这份脚本是干什么的"),
            needed("owner", Shape.TEXT, "谁负责维护"),
            key("start", Shape.TEXTS, "居民只发这个词就开始"),
            key("interrupts", Shape.FLAG, "在别的对话中间也能用这些词打断"),
            words("on", Shape.TEXTS, EVENTS, "发生什么事的时候开始"),
            key("examples", Shape.TEXTS, "居民会怎么说；机器照着学，开工单的脚本必须有"),
            key("in passing", Shape.FLAG, "居民常在别的事里顺口提到它；一句话里有几件事时，不把它单独拆出来"),
            key("spreads", Shape.FLAG, "一个原因会让整个小区都有人来报，例如停电；找同一件事时看整个小区，不写就只看同一处"),
            key("about", Shape.TEXTS, "居民后来提起这件事会用的词，例如 灯"),
            needed("steps", Shape.STEPS, "一步一步怎么谈"));

    static final List<Form> STEPS = List.of(
            form(needed("say", Shape.TEXTS, "说一句话；写几种说法就轮流用")),
            form(
                    needed("ask", Shape.SLOT, "问一个问题，答案记在这个名字下面"),
                    words("accept", Shape.WORD, ACCEPTS, "要哪种答案；不写就是 text"),
                    needed("text", Shape.TEXTS, "怎么问"),
                    key("label", Shape.TEXT, "用一个词说明问的是什么，改答案时用"),
                    key("again", Shape.TEXTS, "没答对时怎么再问：第一次、第二次、第三次"),
                    key("optional", Shape.FLAG, "可以不答"),
                    key("sentence", Shape.FLAG, "accept: text 别人要看的话，只有数字和符号不算"),
                    key("min", Shape.NUMBER, "accept: number 最小多少"),
                    key("max", Shape.NUMBER, "accept: number 最大多少"),
                    key("unit", Shape.TEXT, "accept: number 的单位，例如 天"),
                    words("when", Shape.WORD, List.of("past", "future", "any"), "accept: time 要过去还是将来的时间"),
                    key("home", Shape.FLAG, "accept: place 没说地点时用不用登记的住址；不写就是 true")),
            form(
                    needed("choose", Shape.SLOT, "从几个里选一个"),
                    needed("text", Shape.TEXTS, "怎么问"),
                    needed("options", Shape.OPTIONS, "有哪些可选，2 到 9 个"),
                    key("label", Shape.TEXT, "用一个词说明选的是什么"),
                    key("again", Shape.TEXTS, "没答对时怎么再问"),
                    key("optional", Shape.FLAG, "可以不选")),
            form(
                    needed("fill", Shape.TEXTS, "一句话问齐几样；答了几样算几样，缺的再一样一样问"),
                    needed("questions", Shape.QUESTIONS, "是哪几样：ask 或者 choose")),
            form(needed("confirm", Shape.TEXTS, "念一遍请居民过目；不对可以只改一样")),
            form(
                    needed("when", Shape.EXPRESSION, "条件，例如 lamp == \"street\""),
                    needed("then", Shape.STEPS, "成立时做什么"),
                    key("otherwise", Shape.STEPS, "不成立时做什么")),
            form(needed("set", Shape.SLOT, "记下一个值"), needed("to", Shape.EXPRESSION, "值")),
            form(
                    words("ticket", Shape.WORD, DEEDS, "工单：open 开、add 补充、locate 记下问到的地点、urge 催、reopen 重新打开、find 查"),
                    key("summary", Shape.TEXT, "open：写给去办的人看"),
                    key("urgent", Shape.FLAG, "open：要马上去人"),
                    key("note", Shape.TEXT, "add、urge、reopen：记进工单的话"),
                    key("number", Shape.SLOT, "add、urge、reopen：哪张工单；不写就是刚说到的那张")),
            form(
                    words(
                            "work",
                            Shape.WORD,
                            WORK,
                            "办单的人做的：find 找一张、list 看任务、accept 接单、decline 退回、hand-over 转给别人、start 开始、note 写进展、wait-resident 等居民、wait-parts 等配件、wait-office 等别的单位、photo 刚发的照片记到工单上、resolve 办结、explain 办不了并说明原因"),
                    key("note", Shape.TEXT, "记进工单的话"),
                    key("to", Shape.TEXT, "hand-over：转给谁，名字"),
                    key("days", Shape.SLOT, "wait-：等几天，问到的数字"),
                    key("number", Shape.SLOT, "哪张工单；不写就是刚说到的那张")),
            form(
                    words(
                            "bench",
                            Shape.WORD,
                            BENCH,
                            "议事：find 找一个议题、forums 有哪些会可选、topics 正在议的事、raise 提一个议题、support 附议、vote 投票、withdraw 撤回、rate 给落实的结果打分、remark 说说结果怎么样、line 照一句短话办（活动报名、签到、开会）"),
                    key("number", Shape.SLOT, "find、support、vote、withdraw、rate、remark：哪个议题"),
                    key("choice", Shape.SLOT, "raise：交给哪个会（accept: forum 问到的）；rate：几分（accept: rating 问到的）"),
                    key("note", Shape.TEXT, "raise：想议的事；vote：投什么；remark：说了什么；line：那句短话")),
            form(
                    needed("offer to join", Shape.TEXTS, "邻居已经报过同一件事时，问要不要一起关注"),
                    key("note", Shape.TEXT, "要关注时记进工单的话"),
                    needed("joined", Shape.STEPS, "关注以后做什么，做完就结束")),
            form(
                    words("look up", Shape.WORD, List.of("faq"), "从 faq.yaml 里找答案"),
                    key("question", Shape.SLOT, "哪个问题；不写就是居民开头说的话")),
            form(key("hand over", Shape.NOTHING, "转给工作人员")),
            form(key("hand back", Shape.NOTHING, "从工作人员回到机器人")),
            form(key("cancel", Shape.NOTHING, "结束正在登记的事")),
            form(needed("rate", Shape.SLOT, "记下评分")),
            form(needed("remark", Shape.SLOT, "记下评价的话")),
            form(needed("bind home", Shape.SLOT, "记下住址")),
            form(needed("call", Shape.TEXT, "先做另一份脚本，做完带着答案回来")),
            form(needed("go to", Shape.TEXT, "转到另一份脚本，不回来"), key("at most", Shape.NUMBER, "会绕回来的话，最多绕几次，之后接着往下走")),
            form(needed("begin", Shape.SLOT, "按 accept: matter 选的那件事开始登记；选了都不是就接着往下走")),
            form(key("end", Shape.NOTHING, "到此为止")));

    static final List<Key> OPTION =
            List.of(needed("label", Shape.TEXT, "居民看到的"), key("words", Shape.TEXTS, "居民可能用的别的词"));

    private Grammar() {}

    static Optional<Form> form(String name) {
        return STEPS.stream().filter(form -> form.name().equals(name)).findFirst();
    }

    static List<String> names(List<Key> keys) {
        return keys.stream().map(Key::name).toList();
    }

    private static Form form(Key... keys) {
        return new Form(keys[0].name(), Arrays.asList(keys));
    }

    private static Key needed(String name, Shape shape, String means) {
        return new Key(name, shape, true, List.of(), means);
    }

    private static Key key(String name, Shape shape, String means) {
        return new Key(name, shape, false, List.of(), means);
    }

    private static Key words(String name, Shape shape, List<String> words, String means) {
        return new Key(name, shape, false, words, means);
    }
}
