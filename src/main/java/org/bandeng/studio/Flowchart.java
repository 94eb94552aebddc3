package org.bandeng.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.dialog.ChoiceKind;
import org.bandeng.dialog.Name;
import org.bandeng.dialog.Question;
import org.bandeng.dialog.Script;
import org.bandeng.dialog.Step;

/**
 * A script as blocks in blocks, the way its author wrote it, in words that its readers know.
 *
 * @param blocks in order
 */
record Flowchart(Script script, List<Block> blocks) {

    private static final Pattern BLANK = Pattern.compile("\\{([^{}\\s]+)}");
    private static final Pattern BARE = Pattern.compile("(?<![\"\\w.])([a-z][a-z0-9_.]*)(?![\"\\w.(])");
    private static final Pattern EQUALS = Pattern.compile("([a-z][a-z0-9_.]*) (==|!=) \"([^\"]*)\"");

    /** What a box does, for its colour. */
    enum Look {
        SAY,
        ASK,
        DEED,
        WAY
    }

    /** A part of the picture. */
    sealed interface Block {
        /** Which step of the script it is. */
        int step();
    }

    /** One thing that happens. */
    record Box(int step, Look look, String text) implements Block {
        /** Whether nothing in the script comes after it. */
        boolean isLast() {
            return look == Look.WAY && !text.startsWith("先做");
        }
    }

    /** One of two ways. */
    record Fork(int step, String condition, List<Block> then, List<Block> otherwise) implements Block {}

    static Flowchart of(Script script) {
        return new Flowchart(script, new Reader(script).read(0, script.steps().size()));
    }

    private record Reader(Script script) {

        List<Block> read(int from, int to) {
            List<Block> blocks = new ArrayList<>();
            int at = from;
            while (at < to) {
                Step step = script.steps().get(at);
                if (step instanceof Step.Branch branch) {
                    int otherwise = branch.otherwise();
                    boolean both = otherwise - 1 > at && script.steps().get(otherwise - 1) instanceof Step.Jump;
                    int end = both ? ((Step.Jump) script.steps().get(otherwise - 1)).target() : otherwise;
                    blocks.add(new Fork(
                            at,
                            inWords(branch.condition().source()),
                            read(at + 1, both ? otherwise - 1 : otherwise),
                            both ? read(otherwise, end) : List.of()));
                    at = end;
                } else {
                    blocks.add(box(at, step));
                    at++;
                }
            }
            return blocks;
        }

        private Box box(int at, Step step) {
            Box box = plain(at, step);
            return new Box(at, box.look(), withBlanksNamed(box.text()));
        }

        /** {@code {ticket.number}} as 〔编号〕. */
        private String withBlanksNamed(String text) {
            return BLANK.matcher(text).replaceAll(blank -> Matcher.quoteReplacement("〔" + label(blank.group(1)) + "〕"));
        }

        private String label(String name) {
            return script.question(name)
                    .map(Question::label)
                    .or(() -> Name.of(name).map(each -> each.means().split("[，：]", 2)[0]))
                    .orElse(name);
        }

        private Box plain(int at, Step step) {
            if (step instanceof Step.Say say) {
                return new Box(at, Look.SAY, say.text().variants().get(0).text());
            }
            if (step instanceof Step.Ask ask) {
                return new Box(at, Look.ASK, question(ask.question()));
            }
            if (step instanceof Step.AskAll all) {
                return new Box(at, Look.ASK, all.text().variants().get(0).text());
            }
            if (step instanceof Step.Confirm confirm) {
                return new Box(
                        at, Look.ASK, "请过目：" + confirm.text().variants().get(0).text());
            }
            if (step instanceof Step.Call call) {
                return new Box(at, Look.WAY, "先做“" + call.dialog() + "”，再接着");
            }
            if (step instanceof Step.GoTo goTo) {
                return new Box(at, Look.WAY, "转到“" + goTo.dialog() + "”");
            }
            if (step instanceof Step.Begin) {
                return new Box(at, Look.WAY, "开始居民选的那件事");
            }
            return step instanceof Step.End ? new Box(at, Look.WAY, "结束") : new Box(at, Look.DEED, deed(step));
        }

        private static String question(Question question) {
            StringBuilder text =
                    new StringBuilder(question.text().variants().get(0).text());
            if (question.kind() instanceof ChoiceKind choice) {
                choice.options().values().forEach(option -> text.append("\n· ").append(option.label()));
            }
            return text + (question.optional() ? "\n（可以不答）" : "");
        }

        private static String deed(Step step) {
            if (step instanceof Step.OpenTicket open) {
                return (open.urgent() ? "开急单：" : "开工单：") + open.summary().text();
            }
            if (step instanceof Step.FindSimilar) {
                return "看看邻居报过没有";
            }
            if (step instanceof Step.Set set) {
                return "记下 " + set.slot() + " = " + set.to().source();
            }
            if (step instanceof Step.Work work) {
                return work(work.deed());
            }
            if (step instanceof Step.Bench bench) {
                return bench(bench.deed());
            }
            if (!(step instanceof Step.Perform perform)) {
                return "取消正在登记的事";
            }
            return switch (perform.action()) {
                case FIND_TICKETS -> "查工单";
                case ADD_TO_TICKET -> "补充到工单";
                case LOCATE_TICKET -> "把地点记到工单上";
                case URGE -> "替居民催一下";
                case REOPEN -> "重新打开工单";
                case JOIN -> "加入关注";
                case FIND_ANSWER -> "到 faq.yaml 里找答案";
                case HAND_OVER -> "转给工作人员";
                case HAND_BACK -> "从工作人员回到机器人";
                case RATE -> "记下评分";
                case REMARK -> "记下评价的话";
                case BIND_HOME -> "记下住址";
            };
        }

        private static String bench(String deed) {
            return switch (deed) {
                case "find" -> "找到那个议题";
                case "forums" -> "看有哪些会";
                case "topics" -> "看正在议的事";
                case "raise" -> "提成议题";
                case "support" -> "记一户附议";
                case "vote" -> "记一票";
                case "withdraw" -> "撤回议题";
                default -> "记下对结果的评分";
            };
        }

        private static String work(String deed) {
            return switch (deed) {
                case "find" -> "找到那张工单";
                case "list" -> "看手上的任务";
                case "accept" -> "接单";
                case "decline" -> "退回";
                case "hand-over" -> "转给别人";
                case "start" -> "开始办";
                case "note" -> "写进展";
                case "wait-resident" -> "等居民";
                case "wait-parts" -> "等配件";
                case "wait-office" -> "等别的单位";
                case "photo" -> "照片记到工单上";
                case "resolve" -> "办结";
                default -> "说明原因";
            };
        }

        /** {@code lamp == "street"} as 哪里的灯：小区路灯. */
        private String inWords(String condition) {
            Map<String, String> known = Map.of(
                    "similar.number != \"\"",
                    "邻居报过同一件事",
                    "joins",
                    "要一起关注",
                    "office.open",
                    "在上班时间",
                    "!office.open",
                    "下班了");
            String whole = known.get(condition.strip());
            if (whole != null) {
                return whole;
            }
            String compared = EQUALS.matcher(condition)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(compared(found.group(1), found.group(2), found.group(3))));
            return BARE.matcher(compared)
                    .replaceAll(name -> Matcher.quoteReplacement(label(name.group(1))))
                    .replace("||", "或者")
                    .replace("&&", "并且")
                    .replace("!", "不是：");
        }

        private String compared(String name, String operator, String value) {
            boolean is = operator.equals("==");
            Question question = script.question(name).orElse(null);
            String label = label(name);
            if (value.isEmpty()) {
                return (is ? "没有" : "有") + label;
            }
            String text = question != null
                            && question.kind() instanceof ChoiceKind choice
                            && choice.options().containsKey(value)
                    ? java.util.Objects.requireNonNull(choice.options().get(value))
                            .label()
                    : value;
            return label + (is ? "：" : "不是：") + text;
        }
    }
}
