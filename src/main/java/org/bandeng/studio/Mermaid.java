package org.bandeng.studio;

import java.util.ArrayList;
import java.util.List;

/** Writes a flowchart in Mermaid's language, for wikis and merge requests. */
final class Mermaid {

    private final StringBuilder lines = new StringBuilder("flowchart TD\n");

    private Mermaid() {}

    static String of(Flowchart chart) {
        Mermaid mermaid = new Mermaid();
        mermaid.node("start", "([\"%s\"])".formatted(escaped(chart.script().title())));
        List<Way> open = mermaid.draw(chart.blocks(), List.of(new Way("start", "")));
        if (!open.isEmpty()) {
            mermaid.node("done", "([\"结束\"])");
            open.forEach(way -> mermaid.arrow(way, "done"));
        }
        return mermaid.lines.toString();
    }

    /** A way that still leads nowhere. */
    private record Way(String from, String label) {}

    private List<Way> draw(List<Flowchart.Block> blocks, List<Way> incoming) {
        List<Way> open = incoming;
        for (Flowchart.Block block : blocks) {
            String id = "s" + block.step();
            if (block instanceof Flowchart.Fork fork) {
                node(id, "{\"%s\"}".formatted(escaped(fork.condition())));
                open.forEach(way -> arrow(way, id));
                List<Way> after = new ArrayList<>(draw(fork.then(), List.of(new Way(id, "是"))));
                after.addAll(draw(fork.otherwise(), List.of(new Way(id, "不是"))));
                open = after;
            } else if (block instanceof Flowchart.Box box) {
                boolean asks = box.look() == Flowchart.Look.ASK;
                node(id, (asks ? "[/\"%s\"/]" : "[\"%s\"]").formatted(escaped(box.text())));
                open.forEach(way -> arrow(way, id));
                open = box.isLast() ? List.of() : List.of(new Way(id, ""));
            }
        }
        return open;
    }

    private void node(String id, String shape) {
        lines.append("  ").append(id).append(shape).append('\n');
    }

    private void arrow(Way way, String to) {
        String label = way.label().isEmpty() ? "" : "|" + way.label() + "|";
        lines.append("  ")
                .append(way.from())
                .append(" -->")
                .append(label)
                .append(' ')
                .append(to)
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace("\n", "<br/>");
    }
}
