package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that scripts can use without asking a question.
 *
 * @param name as in {@code {ticket.number}}
 * @param from what makes it known: a step, an event, or {@code always}
 * @param longest characters of its text at most, for the check of message lengths
 * @param values which values it can have beside none; empty: any
 * @param means for authors
 */
public record Name(String name, Type type, String from, int longest, List<String> values, String means) {

    /** Characters of a list of tickets: three bytes each, it leaves room for a sentence within WeChat's 2048 bytes. */
    public static final int LONGEST_LIST = 560;

    private static final Map<String, Name> ALL = new LinkedHashMap<>();

    static {
        always("request", Type.TEXT, 60, "居民开头说的话");
        always("note", Type.TEXT, 60, "居民没发照片、改用文字说的话");
        always("located", Type.FLAG, 2, "开头的话里是不是已经说清了地点");
        always("community.name", Type.TEXT, 20, "社区的名字");
        always("resident.home", Type.TEXT, 40, "居民登记的住址，没登记是空的");
        always("office.open", Type.FLAG, 2, "现在是不是上班时间");
        always("office.hours", Type.TEXT, 40, "上班时间，例如 工作日 9:00–12:00、14:00–17:30");
        always("office.next", Type.TEXT, 20, "下一次上班的时间，例如 明天9:00");
        always("now", Type.TEXT, 20, "现在，例如 2026-11-24T20:15");
        always("hour", Type.NUMBER, 2, "现在几点，0 到 23");
        always("weekday", Type.NUMBER, 1, "今天星期几，1 到 7");
        given("ticket", "ticket.number", Type.TEXT, 12, "编号");
        given("ticket", "ticket.office", Type.TEXT, 30, "负责的单位");
        given("ticket", "ticket.title", Type.TEXT, 20, "是什么事");
        given("ticket", "ticket.due", Type.TEXT, 20, "最晚什么时候要有下一步，例如 今天17:30；办完了是空的");
        given("ticket", "ticket.line", Type.TEXT, 120, "这张工单的一行说明");
        oneOf(
                "ticket",
                "ticket.status",
                "opened dispatched accepted in-progress waiting resolved closed withdrawn merged",
                "状态");
        given("ticket: find", "tickets", Type.TEXT, LONGEST_LIST, "居民的工单，一行一张");
        given("ticket: find", "tickets.count", Type.NUMBER, 2, "有几张");
        given("ticket: find", "tickets.open", Type.NUMBER, 2, "还没办完的有几张");
        given("offer to join", "similar.number", Type.TEXT, 12, "邻居那张工单的编号");
        given("offer to join", "similar.line", Type.TEXT, 120, "邻居那张工单的一行说明");
        given("look up", "answer", Type.TEXT, 370, "查到的回答，没查到是空的");
        given("look up", "answer.source", Type.TEXT, 60, "回答的出处");
        given("cancel", "cancelled", Type.TEXT, 20, "取消了什么，没有就是空的");
        given("cancel", "cancelled.matter", Type.FLAG, 2, "取消的是要登记的事");
        given("rate", "low", Type.FLAG, 2, "分数低，居民不满意");
        given("ticket: reopen", "reopened", Type.FLAG, 2, "真的重新打开了");
        given("work", "done", Type.FLAG, 2, "真的办成了");
        oneOf("work", "lacks", "photo part words", "还缺什么：photo 现场照片、part 别的单位那一份、words 能选的原因或者一句话；不缺是空的");
        oneOf(
                "bench",
                "bench.result",
                "ok already changed home-changed home room outside moved over closed unclear none",
                "议事的结果：ok 办成了、already 这一户已经附议过、changed 改了原来投的票、home-changed 改了家里别人投的票、home 还不知道住哪里、room 还不知道几室、outside 不关这一户的事、moved 已经替别的户投过、over 现在不能这样了、closed 没有在表决、unclear 没听懂投哪个、none 没有这个议题");
        given("bench", "topic.number", Type.TEXT, 6, "议题的编号");
        given("bench", "topic.title", Type.TEXT, 40, "议题");
        given("bench", "topic.forum", Type.TEXT, 12, "交给哪个会");
        given("bench", "topic.line", Type.TEXT, 200, "这个议题的一行说明：到哪一步了");
        given("bench", "topic.supports", Type.NUMBER, 4, "有几户附议");
        given("bench", "topic.missing", Type.NUMBER, 4, "还差几户附议");
        given("bench", "ballot.options", Type.TEXT, 400, "表决的选项，一行一个，前面有数字");
        given("bench", "ballot.how", Type.TEXT, 60, "怎么投");
        given("bench", "ballot.until", Type.TEXT, 20, "到什么时候截止");
        given("bench", "ballot.kind", Type.TEXT, 12, "一户一票还是一人一票，记名还是不记名");
        given("bench", "ballot.choice", Type.TEXT, 300, "投了什么");
        given("bench", "ballot.receipt", Type.TEXT, 8, "凭证");
        given("bench", "bench.reply", Type.TEXT, 600, "line 办完以后怎么答，在 notices.yaml 的 line- 里");
        given("bench", "topics", Type.TEXT, LONGEST_LIST, "正在议的事，或者可以选的会，一行一个");
        given("bench", "topics.count", Type.NUMBER, 2, "有几个");
        oneOf(
                "on: bench",
                "bench.deed",
                "list support withdraw rate remark",
                "想做什么：list 看正在议的事、support 附议、withdraw 撤回、rate 给结果打分、remark 说说结果怎么样");
        given(
                "on: bench",
                "bench.said",
                Type.TEXT,
                300,
                "后面说的话，没说就是空的；on: ballot、on: propose、on: bench-line、on: watch 也有");
        given("on: bench", "bench.topic", Type.TEXT, 6, "说到的议题编号，没说就是空的；on: ballot 也有");
        oneOf("on: bench", "bench.score", "1 2 3 4 5", "点的分数，没点就是空的");
        oneOf("on: watch", "watch.found", "good bad", "监督的人看到的：good 没问题、bad 有问题");
        given("on: invited", "staff.name", Type.TEXT, 20, "邀请码是给谁的，邀请码不对就是空的");
        given("on: invited", "bound", Type.FLAG, 2, "以前已经绑定过了");
        oneOf(
                "on: work",
                "deed",
                "list accept accept-first decline hand-over start note wait-resident wait-parts wait-office photo resolve explain",
                "要办什么：list 看任务、accept 接单、accept-first 还没接单就要办别的、decline 退回、hand-over 转给别人、start 开始、note 写进展、wait-resident 等居民、wait-parts 等配件、wait-office 等别的单位、photo 发来一张照片、resolve 办结、explain 办不了");
        given("on: work", "said", Type.TEXT, 300, "编号后面说的话，没说就是空的");
        given("on: work", "picture", Type.TEXT, 12, "发来的照片，没发就是空的");
        given("on: work", "reasons", Type.TEXT, 400, "办不了时可以选的原因（routing.yaml 的 reasons），一行一条，前面有数字");
        given("on: scanned", "home", Type.TEXT, 40, "二维码所在的楼道");
        given("on: called-off", "asking", Type.FLAG, 2, "紧急情况的对话还没谈完");
        given("on: voice", "inside", Type.FLAG, 2, "正在回答别的问题");
        oneOf(
                "on: follow-up",
                "reply",
                "mark choice done undone urge words picture",
                "居民的回话：mark 打分、choice 选了一件、done 好了、undone 没好、urge 催、words 别的话、picture 照片");
        oneOf(
                "on: emergency",
                "alarm",
                "fire gas electric suicide injury lift crime manhole collapse water help",
                "哪种危险");
    }

    private static void always(String name, Type type, int longest, String means) {
        given("always", name, type, longest, means);
    }

    private static void given(String from, String name, Type type, int longest, String means) {
        ALL.put(name, new Name(name, type, from, longest, List.of(), means));
    }

    private static void oneOf(String from, String name, String values, String means) {
        ALL.put(name, new Name(name, Type.TEXT, from, 20, List.of(values.split(" ")), means));
    }

    /** All of them, by name. */
    public static Map<String, Name> all() {
        return java.util.Collections.unmodifiableMap(ALL);
    }

    /** The one of that name. */
    public static Optional<Name> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
