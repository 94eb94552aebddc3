package org.bandeng.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bandeng.web.StaffUser;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import reactor.core.publisher.Mono;

/** Who else has the same ticket open, and who is typing: so that two do not answer at once. */
@Controller
class Presence {

    /** An open page tells every four seconds that it is still open. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(15);

    private static final String SEPARATOR = "|";

    private final ReactiveStringRedisTemplate redis;
    private final Clock clock;

    Presence(ReactiveStringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** What a page tells of whoever looks at it. */
    record Looking(boolean typing) {}

    /** A colleague. */
    record Colleague(String name, boolean typing) {}

    @PostMapping("/inbox/tickets/{number}/here")
    Mono<String> here(
            @AuthenticationPrincipal StaffUser user,
            @PathVariable String number,
            @ModelAttribute Looking looking,
            Model model) {
        String key = "bandeng:here:" + number;
        long now = Instant.now(clock).getEpochSecond();
        String me = "%d%s%s%s%s".formatted(now, SEPARATOR, looking.typing(), SEPARATOR, user.displayName());
        String id = String.valueOf(user.id().value());
        return redis.opsForHash()
                .put(key, id, me)
                .then(redis.expire(key, GONE_AFTER))
                .thenMany(redis.<String, String>opsForHash().entries(key))
                .filter(entry -> !entry.getKey().equals(id))
                .map(entry -> entry.getValue().split("\\|", 3))
                .filter(parts -> Long.parseLong(parts[0]) > now - GONE_AFTER.toSeconds())
                .map(parts -> new Colleague(parts[2], Boolean.parseBoolean(parts[1])))
                .collectList()
                // Without Redis nobody is seen; the work goes on.
                .onErrorReturn(List.of())
                .map(colleagues -> {
                    model.addAttribute("colleagues", colleagues);
                    return "inbox/parts :: here";
                });
    }
}
