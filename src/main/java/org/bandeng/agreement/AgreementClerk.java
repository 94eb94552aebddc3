package org.bandeng.agreement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the parties, a month after they agreed, whether it is kept. */
@Component
class AgreementClerk {

    private static final Logger LOG = LoggerFactory.getLogger(AgreementClerk.class);

    private final AgreementDesk desk;

    AgreementClerk(AgreementDesk desk) {
        this.desk = desk;
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 10_000)
    Mono<Void> followUp() {
        return Flux.defer(desk::followUp).then().onErrorResume(problem -> {
            LOG.warn(
                    "Parties could not be asked whether their agreement is kept, trying again: {}", problem.toString());
            return Mono.empty();
        });
    }
}
