package org.bandeng.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bandeng.studio.Flowchart.Block;
import org.bandeng.studio.Flowchart.Box;
import org.bandeng.studio.Flowchart.Fork;
import org.bandeng.studio.Flowchart.Look;

/**
 * Draws a flowchart as SVG, with what is known about residents beside each question. Colours are attributes, so that the picture
 * needs no style sheet and fits a strict content security policy.
 */
final class Svg {

    private static final int BOX = 250;
    private static final int LINE = 19;
    private static final int PADDING = 9;
    private static final int DOWN = 26;
    private static final int BETWEEN = 28;
    private static final int MARGIN = 16;

    /** Half-width units in a line of a box: a Chinese character is two. */
    private static final int UNITS = 32;

    private static final int CHARACTER = 14;

    /** Room for the figures on the right of a box. */
    private static final int FIGURES = 104;

    private final Map<Integer, Figures> figures;
    private final StringBuilder svg = new StringBuilder();

    private Svg(Map<Integer, Figures> figures) {
        this.figures = figures;
    }

    /**
     * How residents fare at a question.
     *
     * @param waiting who are at it now
     * @param asked how often it was asked
     * @param gaveUp how often residents gave up at it
     * @param person how often they asked for a person at it, or nobody understood each other
     */
    record Figures(int waiting, int asked, int gaveUp, int person) {}

    /** @param figures by step; empty: none are shown */
    static String of(Flowchart chart, Map<Integer, Figures> figures) {
        return new Svg(figures).draw(chart);
    }

    /** A part that has been measured; {@code axis} is where the way enters it from above and leaves it below. */
    private sealed interface Part {
        int width();

        int height();

        int axis();
    }

    private record Drawn(Block block, List<String> lines, int width, int height, int axis) implements Part {}

    private record Column(List<Part> parts, int width, int height, int axis, boolean ends) implements Part {}

    private record Split(Drawn head, Column left, Column right, int width, int height, int axis) implements Part {}

    private String draw(Flowchart chart) {
        Column column = column(chart.blocks());
        int width = column.width() + 2 * MARGIN;
        int height = column.height() + 2 * MARGIN + 2 * (LINE + 2 * PADDING) + DOWN;
        int x = MARGIN + column.axis();
        String title = chart.script().title();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        .formatted(width, height, width, height));
        svg.append(
                " font-family=\"system-ui, sans-serif\" font-size=\"14\"><title>%s</title>".formatted(escaped(title)));
        pill(x, MARGIN, title);
        int y = MARGIN + LINE + 2 * PADDING;
        down(x, y, y + DOWN);
        draw(column, MARGIN, y + DOWN);
        if (!column.ends()) {
            int end = y + DOWN + column.height();
            pill(x, end, "结束");
        }
        return svg.append("</svg>").toString();
    }

    // Measuring.

    private Column column(List<Block> blocks) {
        List<Part> parts = new ArrayList<>();
        int left = 0;
        int right = 0;
        int height = 0;
        boolean ends = false;
        for (Block block : blocks) {
            Part part = block instanceof Fork fork ? split(fork) : drawn((Box) block);
            parts.add(part);
            left = Math.max(left, part.axis());
            right = Math.max(right, part.width() - part.axis());
            ends = part instanceof Drawn && ((Box) block).isLast() || part instanceof Split split && endsBoth(split);
            height += part.height() + DOWN;
        }
        return new Column(parts, Math.max(left + right, 8), Math.max(height, DOWN), Math.max(left, 4), ends);
    }

    private static boolean endsBoth(Split split) {
        return split.left().ends() && split.right().ends();
    }

    private Drawn drawn(Box box) {
        List<String> lines = wrapped(box.text());
        int room = figures.containsKey(box.step()) ? FIGURES : 0;
        return new Drawn(box, lines, BOX + room, lines.size() * LINE + 2 * PADDING, BOX / 2);
    }

    private Split split(Fork fork) {
        List<String> lines = wrapped(fork.condition());
        Drawn head = new Drawn(fork, lines, BOX, lines.size() * LINE + 2 * PADDING, BOX / 2);
        Column then = column(fork.then());
        Column otherwise = column(fork.otherwise());
        int axis = then.axis();
        int shift = then.width() + BETWEEN;
        int headLeft = Math.max(0, BOX / 2 - axis);
        int width = Math.max(headLeft + shift + otherwise.width(), headLeft + axis + BOX / 2);
        int height = head.height() + DOWN + Math.max(then.height(), otherwise.height());
        return new Split(head, then, otherwise, width, height, headLeft + axis);
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.strip().split("\n")) {
            StringBuilder current = new StringBuilder();
            int units = 0;
            for (int sign : line.codePoints().toArray()) {
                int wide = sign < 0x2E80 ? 1 : 2;
                if (units + wide > UNITS) {
                    lines.add(current.toString());
                    current.setLength(0);
                    units = 0;
                }
                current.appendCodePoint(sign);
                units += wide;
            }
            lines.add(current.toString());
        }
        return lines.size() <= 9 ? lines : new ArrayList<>(lines.subList(0, 9));
    }

    // Drawing.

    private void draw(Part part, int x, int y) {
        if (part instanceof Drawn drawn) {
            box(drawn, x, y);
        } else if (part instanceof Split split) {
            split(split, x, y);
        } else if (part instanceof Column column) {
            int at = y;
            for (Part each : column.parts()) {
                draw(each, x + column.axis() - each.axis(), at);
                at += each.height();
                boolean last = each == column.parts().get(column.parts().size() - 1);
                if (!(last && column.ends())) {
                    down(x + column.axis(), at, at + DOWN);
                }
                at += DOWN;
            }
            if (column.parts().isEmpty()) {
                line(x + column.axis(), y, x + column.axis(), y + column.height());
            }
        }
    }

    private void split(Split split, int x, int y) {
        int axis = x + split.axis();
        box(split.head(), axis - BOX / 2, y);
        int leftAxis = axis;
        int rightX = axis - split.left().axis() + split.left().width() + BETWEEN;
        int rightAxis = rightX + split.right().axis();
        int below = y + split.head().height();
        int top = below + DOWN;
        down(leftAxis, below, top);
        label(leftAxis + 5, below + 15, "是");
        int middle = y + split.head().height() / 2;
        if (rightAxis > axis + BOX / 2) {
            line(axis + BOX / 2, middle, rightAxis, middle);
            down(rightAxis, middle, top);
            label(axis + BOX / 2 + 5, middle - 4, "不是");
        } else {
            line(leftAxis, below + 8, rightAxis, below + 8);
            down(rightAxis, below + 8, top);
            label(rightAxis + 5, below + 20, "不是");
        }
        draw(split.left(), leftAxis - split.left().axis(), top);
        draw(split.right(), rightX, top);
        int bottom = y + split.height();
        if (!split.left().ends()) {
            line(leftAxis, top + split.left().height(), leftAxis, bottom);
        }
        if (!split.right().ends()) {
            line(rightAxis, top + split.right().height(), rightAxis, bottom);
            line(rightAxis, bottom, axis, bottom);
        }
    }

    private void box(Drawn drawn, int x, int y) {
        boolean fork = drawn.block() instanceof Fork;
        Look look = drawn.block() instanceof Box box ? box.look() : Look.WAY;
        String fill = fork
                ? "#fff7e0"
                : switch (look) {
                    case SAY -> "#ffffff";
                    case ASK -> "#e7f1ff";
                    case DEED -> "#e6f6ec";
                    case WAY -> "#f1f3f5";
                };
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" stroke=\"#9aa5b1\"/>"
                .formatted(x, y, BOX, drawn.height(), fork ? 14 : 6, fill));
        for (int i = 0; i < drawn.lines().size(); i++) {
            text(
                    x + PADDING + 3,
                    y + PADDING + CHARACTER + i * LINE,
                    drawn.lines().get(i),
                    "#1f2933",
                    "start");
        }
        Figures figure = figures.get(drawn.block().step());
        if (figure != null && look == Look.ASK) {
            int at = x + BOX + 8;
            text(at, y + 15, "问过 " + figure.asked(), "#52606d", "start");
            text(at, y + 15 + LINE, "正在答 " + figure.waiting(), "#1c5fb8", "start");
            text(
                    at,
                    y + 15 + 2 * LINE,
                    "没答完 " + figure.gaveUp() + "　人工 " + figure.person(),
                    figure.gaveUp() + figure.person() > 0 ? "#b03a2e" : "#52606d",
                    "start");
        }
    }

    private void pill(int axis, int y, String words) {
        int width = Math.max(80, words.codePointCount(0, words.length()) * CHARACTER + 28);
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"#343f4b\"/>"
                .formatted(axis - width / 2, y, width, LINE + 2 * PADDING, (LINE + 2 * PADDING) / 2));
        text(axis, y + PADDING + CHARACTER, words, "#ffffff", "middle");
    }

    private void text(int x, int y, String words, String colour, String anchor) {
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(x, y, colour, anchor, escaped(words)));
    }

    private void label(int x, int y, String words) {
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"#52606d\" font-size=\"12\">%s</text>".formatted(x, y, words));
    }

    private void line(int x1, int y1, int x2, int y2) {
        svg.append("<path d=\"M%d %dL%d %d\" stroke=\"#7b8794\" fill=\"none\"/>".formatted(x1, y1, x2, y2));
    }

    private void down(int x, int from, int to) {
        line(x, from, x, to);
        svg.append("<path d=\"M%d %dl-4 -7h8z\" fill=\"#7b8794\"/>".formatted(x, to));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
