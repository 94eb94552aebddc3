package org.bandeng.sandbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bandeng.wechat.SandboxMode;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/** What is made to go wrong just now, for all phones. */
@Component
@Conditional(SandboxMode.class)
class Faults {

    /** Longer than anybody waits for an answer. */
    static final Duration NO_ANSWER = Duration.ofSeconds(20);

    private final Set<Fault> on = ConcurrentHashMap.newKeySet();

    boolean has(Fault fault) {
        return on.contains(fault);
    }

    Set<Fault> all() {
        return on.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(on);
    }

    void set(Set<Fault> faults) {
        on.retainAll(faults);
        on.addAll(faults);
    }
}
