package org.bandeng.dialog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A mark from 1 to 5. */
record RatingKind() implements Kind {
    @Override
    public String name() {
        return "rating";
    }

    @Override
    public Type type() {
        return Type.NUMBER;
    }

    @Override
    public String label() {
        return "评分";
    }

    @Override
    public String again() {
        return "again-rating";
    }

    @Override
    public int longest() {
        return 1;
    }

    @Override
    public Optional<Answer> volunteered(Input.Words words) {
        OptionalInt score = Rating.read(words.text());
        return score.isPresent() ? Optional.of(Answer.of(String.valueOf(score.getAsInt()))) : Optional.empty();
    }

    @Override
    public Map<String, String> options(Moment moment) {
        Map<String, String> captions = new LinkedHashMap<>();
        Rating.CAPTIONS.entrySet().stream()
                .sorted(Map.Entry.<Integer, String>comparingByKey().reversed())
                .forEach(each -> captions.put(String.valueOf(each.getKey()), each.getValue()));
        return captions;
    }

    @Override
    public Heard hear(Input input, Moment moment) {
        if (!(input instanceof Input.Words words)) {
            return Heard.MISS;
        }
        OptionalInt score = Rating.read(words.text());
        if (score.isPresent()) {
            return new Heard.Got(Answer.of(String.valueOf(score.getAsInt())), "分数");
        }
        return moment.optional() && Wording.isRefusal(words.text()) ? Heard.DECLINED : Heard.MISS;
    }
}
