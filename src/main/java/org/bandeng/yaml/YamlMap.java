package org.bandeng.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of a file: asks for its keys by kind, notes what does not fit. */
public final class YamlMap {

    private final YamlFile file;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    YamlMap(YamlFile file, MappingNode node) {
        this.file = file;
        this.node = node;
        node.getValue().forEach(tuple -> {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                    file.problem(key, "\"%s\" stands here twice; keep one".formatted(key.getValue()));
                }
                keys.put(key.getValue(), key);
            }
        });
    }

    /** The line that it begins in, from 1. */
    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** The column that it begins in, from 1. */
    public int column() {
        return node.getStartMark().getColumn() + 1;
    }

    public String firstKey() {
        return values.isEmpty() ? "" : values.keySet().iterator().next();
    }

    public Collection<String> names() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public void problem(String message) {
        file.problem(node, message);
    }

    public void problemAt(String key, String message) {
        file.problem(values.getOrDefault(key, node), message);
    }

    /** Notes a problem at a place within the text under a key, such as a word of an expression. */
    public void problemWithin(String key, int offset, String message) {
        Node value = values.getOrDefault(key, node);
        boolean quoted = value instanceof ScalarNode scalar
                && scalar.getScalarStyle() != org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN;
        file.problem(value, offset + (quoted ? 1 : 0), message);
    }

    /** Notes every key that is not among those allowed, and names the nearest right one. */
    public void allowOnly(List<String> allowed) {
        keys.forEach((key, keyNode) -> {
            if (!allowed.contains(key)) {
                file.problem(
                        keyNode,
                        "\"%s\" is not known here; did you mean \"%s\"? (possible: %s)"
                                .formatted(key, Nearest.to(key, allowed), String.join(", ", allowed)));
            }
        });
    }

    /** The text under a key; an empty one, and a problem, if it is missing. */
    public String text(String key) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            problem("\"%s\" needs \"%s\"".formatted(firstKey(), key));
        }
        return text.orElse("");
    }

    /** The text under a key, which may be empty. */
    public String words(String key) {
        Node value = values.get(key);
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        problemAt(key, "\"%s\" must be a text".formatted(key));
        return "";
    }

    public Optional<String> optionalText(String key) {
        Node value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        file.problem(value, "\"%s\" must be a text".formatted(key));
        return Optional.of("");
    }

    public boolean flag(String key) {
        Optional<String> text = optionalText(key);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            problemAt(key, "\"%s\" must be true or false".formatted(key));
        }
        return text.filter("true"::equals).isPresent();
    }

    /** The whole number under a key; {@code otherwise} if there is none. */
    public long number(String key, long otherwise) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("-?[0-9]{1,9}")) {
            problemAt(key, "\"%s\" must be a whole number".formatted(key));
            return otherwise;
        }
        return Long.parseLong(text.get());
    }

    /** One text or a list of texts. */
    public List<String> texts(String key) {
        Node value = values.get(key);
        if (value instanceof SequenceNode sequence) {
            List<String> texts = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                    texts.add(scalar.getValue().strip());
                } else {
                    file.problem(item, "each line under \"%s\" must be a text".formatted(key));
                }
            }
            return texts;
        }
        return optionalText(key).map(List::of).orElse(List.of());
    }

    /** The mappings of a list, such as the steps of a script. */
    public List<YamlMap> maps(String key) {
        Node value = values.get(key);
        List<YamlMap> maps = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof MappingNode mapping) {
                    maps.add(new YamlMap(file, mapping));
                } else {
                    file.problem(item, "each line under \"%s\" must look like \"- name: …\"".formatted(key));
                }
            }
        } else if (value != null) {
            file.problem(value, "\"%s\" must be a list, each line beginning with \"- \"".formatted(key));
        }
        return maps;
    }

    public Optional<YamlMap> map(String key) {
        Node value = values.get(key);
        if (value instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(file, mapping));
        }
        if (value != null) {
            file.problem(value, "\"%s\" must be a list of \"name: text\"".formatted(key));
        }
        return Optional.empty();
    }

    /** Whether the value under a key is a mapping rather than a text. */
    public boolean isMap(String key) {
        return values.get(key) instanceof MappingNode;
    }
}
