package org.bandeng.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bandeng.agreement.Agreement;
import org.bandeng.agreement.AgreementDesk;
import org.bandeng.agreement.Agreements;
import org.bandeng.community.ResidentId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What parties do about what they come to agree on, by short lines. Their words are shown to nobody who is not in it. */
@Component
class AgreementEffects {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{12}");

    private final Agreements agreements;
    private final AgreementDesk desk;
    private final Transcript transcript;

    AgreementEffects(Agreements agreements, AgreementDesk desk, Transcript transcript) {
        this.agreements = agreements;
        this.desk = desk;
        this.transcript = transcript;
    }

    /** What notices may say of one. */
    static Map<String, String> facts(Agreement agreement) {
        Map<String, String> facts = new HashMap<>();
        facts.put("agreement.number", String.valueOf(agreement.number()));
        facts.put("agreement.title", agreement.title());
        facts.put("agreement.terms", agreement.terms());
        return facts;
    }

    /** Carries a line out; it is sealed in the transcript with its answer. */
    Mono<LineAnswer> carryOut(BenchLine line, Visit visit) {
        ResidentId resident = visit.resident().id();
        return transcript.seal(visit.messageId()).then(Mono.defer(() -> switch (line.deed()) {
            case JOIN ->
                desk.join(resident, line.words().replace("-", ""))
                        .map(joined -> LineAnswer.of("line-joined", facts(joined)))
                        .defaultIfEmpty(LineAnswer.of("line-not-joined"));
            case CONFIRM -> confirm(line, resident);
            case REFUSE ->
                HASH.matcher(line.words()).matches()
                        ? refuse(line.number(), resident, line.words(), "")
                        : refuse(line.number(), resident, "", line.words());
            case AGREE, DISAGREE -> answered(line, resident);
            case KEPT, BROKEN -> kept(line, resident);
            default -> inMine(line, resident);
        }));
    }

    private Mono<LineAnswer> refuse(long number, ResidentId resident, String hash, String why) {
        return desk.refuse(number, resident, hash, why)
                .map(open -> LineAnswer.of("line-refused", facts(open)))
                .defaultIfEmpty(LineAnswer.of("line-nothing-to-confirm"));
    }

    /** 同意 alone is about the one that is put to them. */
    private Mono<LineAnswer> answered(BenchLine line, ResidentId resident) {
        return agreements
                .of(resident)
                .filter(each -> each.status() == Agreement.Status.FROZEN)
                .collectList()
                .filter(all -> all.size() == 1)
                .map(all -> all.get(0))
                .flatMap(one -> line.deed() == BenchLine.Deed.AGREE
                        ? confirm(new BenchLine(line.deed(), one.number(), one.hash()), resident)
                        : refuse(one.number(), resident, one.hash(), ""))
                .defaultIfEmpty(LineAnswer.of("line-nothing-to-confirm"));
    }

    private Mono<LineAnswer> confirm(BenchLine line, ResidentId resident) {
        return desk.confirm(line.number(), resident, line.words()).map(confirmed -> switch (confirmed) {
            case YES -> LineAnswer.of("line-confirmed", Map.of("agreement.number", String.valueOf(line.number())));
            case AGREED -> LineAnswer.of("line-agreed", Map.of("agreement.number", String.valueOf(line.number())));
            case NOT_ASKED -> LineAnswer.of("line-nothing-to-confirm");
        });
    }

    private Mono<LineAnswer> kept(BenchLine line, ResidentId resident) {
        String kind = line.deed() == BenchLine.Deed.KEPT ? "kept" : "broken";
        return mine(line, resident)
                .flatMap(mine -> agreements
                        .party(mine, resident)
                        .flatMap(party -> desk.state(mine, party, kind, kind.equals("kept") ? "都做到了" : "还没有做到"))
                        .thenReturn(LineAnswer.of("line-" + kind, facts(mine))))
                .defaultIfEmpty(LineAnswer.of("line-no-agreement"));
    }

    /** The one of that number, or the last that something happened in; empty: they are in none. */
    private Mono<Agreement> mine(BenchLine line, ResidentId resident) {
        return agreements
                .of(resident)
                .filter(each ->
                        line.deed() == BenchLine.Deed.OFFER || line.number() == 0 || each.number() == line.number())
                .next();
    }

    private Mono<LineAnswer> inMine(BenchLine line, ResidentId resident) {
        return mine(line, resident)
                .flatMap(mine -> agreements.party(mine, resident).flatMap(party -> switch (line.deed()) {
                    case STATEMENT ->
                        desk.state(mine, party, "statement", line.words())
                                .thenReturn(LineAnswer.of("line-stated", facts(mine)));
                    case DEMAND ->
                        desk.demand(mine, line.words()).thenReturn(LineAnswer.of("line-demanded", facts(mine)));
                    case OFFER ->
                        party.mustConfirm()
                                ? item(mine, line)
                                        .flatMap(item -> desk.offer(mine.number(), item, party, line.words()))
                                        .map(offered -> LineAnswer.of("line-offered", facts(mine)))
                                        .switchIfEmpty(Mono.just(LineAnswer.of("line-no-item", facts(mine))))
                                : Mono.just(LineAnswer.of("line-no-item", facts(mine)));
                    default -> state(mine, party);
                }))
                .defaultIfEmpty(LineAnswer.of("line-no-agreement"));
    }

    /** The item that they name, or the only one; empty: it is not clear which. */
    private Mono<Integer> item(Agreement mine, BenchLine line) {
        return line.number() > 0
                ? Mono.just((int) line.number())
                : agreements
                        .items(mine)
                        .collectList()
                        .filter(items -> items.size() == 1)
                        .map(items -> items.get(0).position());
    }

    private Mono<LineAnswer> state(Agreement mine, Agreement.Party party) {
        return agreements.items(mine).collectList().map(items -> {
            Map<String, String> facts = facts(mine);
            facts.put("name", party.role());
            facts.put("list", listed(items));
            return LineAnswer.of("line-agreement-" + mine.status().code(), facts);
        });
    }

    private static String listed(List<Agreement.Item> items) {
        return items.stream()
                .map(item -> "%d. %s：%s"
                        .formatted(item.position(), item.title(), item.settled().isEmpty() ? "还没谈定" : item.settled()))
                .collect(Collectors.joining("\n"));
    }
}
