package org.bandeng.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a resident can be reached at one moment.
 *
 * @param followed whether they follow the account at all
 * @param serviceLeft customer-service messages that are still allowed; 0: none
 * @param serviceUntil until when; null: not at all
 * @param subscriptions what is left of subscriptions, by template
 * @param refused the templates that the resident takes nothing with
 */
public record Reachability(
        boolean followed,
        int serviceLeft,
        @Nullable Instant serviceUntil,
        Map<String, Integer> subscriptions,
        Set<String> refused) {

    public Reachability {
        subscriptions = Map.copyOf(subscriptions);
        refused = Set.copyOf(refused);
    }

    /** Whether a free text arrives now. */
    public boolean takesText() {
        return followed && serviceLeft > 0;
    }

    /**
     * The open ways for a notice, best first.
     *
     * @param declared the ways that its templates offer
     */
    public List<Way> open(List<Way> declared) {
        if (!followed) {
            return List.of();
        }
        List<Way> open = new ArrayList<>();
        if (serviceLeft > 0) {
            open.add(Way.SERVICE);
        }
        declared.stream().filter(this::isOpen).forEach(open::add);
        return open;
    }

    private boolean isOpen(Way way) {
        return !refused.contains(way.templateId())
                && (way.channel() == Channel.TEMPLATE || subscriptions.getOrDefault(way.templateId(), 0) > 0);
    }

    /** Why nothing is open, in a few words for the staff. */
    String whyClosed() {
        if (!followed) {
            return "the resident does not follow the account";
        }
        return serviceUntil == null
                ? "no customer-service window is open, and no template fits"
                : "all customer-service messages of this window are used up, and no template fits";
    }
}
