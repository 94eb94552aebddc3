package org.bandeng.conversation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.Place;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffMember;
import org.bandeng.talent.Talents;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What those who can do something say by short lines: offer it, take what they are asked to, say that it is done. */
@Component
class TalentEffects {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}(?:\\.[0-9])?|半)\\s*个?(?:(小时|钟头)|分钟?)");
    private static final int MINUTES = 60;
    private static final int LONGEST = 24 * MINUTES;

    private final Talents talents;
    private final Tickets tickets;

    TalentEffects(Talents talents, Tickets tickets) {
        this.talents = talents;
        this.tickets = tickets;
    }

    /**
     * Somebody of the staff asks those who can do something whether they take a ticket.
     *
     * @param theirs whether what happens at a place is theirs
     */
    Mono<LineAnswer> call(
            BenchLine line, StaffMember member, Function<@Nullable Place, Mono<Boolean>> theirs, Visit visit) {
        String[] said = line.words().split("[\\s,，]+", 2);
        String note = said.length > 1 ? said[1].strip() : "";
        return Mono.justOrEmpty(TicketNumber.parse(String.valueOf(line.number())))
                .flatMap(tickets::numbered)
                .filterWhen(ticket ->
                        member.id().equals(ticket.assignee()) ? Mono.just(true) : theirs.apply(place(ticket, visit)))
                .flatMap(ticket -> talents.call(ticket.number(), said[0], note))
                .map(asked -> asked == 0
                        ? LineAnswer.of("line-talent-nobody", Map.of("text", said[0]))
                        : LineAnswer.of("line-talent-called", Map.of("count", String.valueOf(asked), "text", said[0])))
                .defaultIfEmpty(LineAnswer.of("line-talent-no-ticket"));
    }

    private static @Nullable Place place(Ticket ticket, Visit visit) {
        return ticket.place() == null
                ? null
                : visit.directory().place(ticket.place()).orElse(null);
    }

    Mono<LineAnswer> carryOut(BenchLine line, Visit visit) {
        ResidentId resident = visit.resident().id();
        return switch (line.deed()) {
            case SKILL ->
                talents.offer(resident, line.words())
                        .thenReturn(LineAnswer.of("line-talent", Map.of("text", line.words())));
            case NO_SKILL ->
                talents.leave(resident).map(left -> LineAnswer.of(left ? "line-talent-off" : "line-talent-none"));
            default ->
                Mono.justOrEmpty(TicketNumber.parse(String.valueOf(line.number())))
                        .flatMap(number -> called(line, number, resident))
                        .defaultIfEmpty(LineAnswer.of("line-talent-not-asked"));
        };
    }

    private Mono<LineAnswer> called(BenchLine line, TicketNumber number, ResidentId resident) {
        return switch (line.deed()) {
            case CALL_YES -> take(number, resident);
            case CALL_NO ->
                talents.decline(number, resident)
                        .map(known -> LineAnswer.of(known ? "line-talent-declined" : "line-talent-not-asked"));
            default -> done(line, number, resident);
        };
    }

    private Mono<LineAnswer> take(TicketNumber number, ResidentId resident) {
        return talents.take(number, resident)
                .map(answer -> {
                    Map<String, String> facts = new HashMap<>();
                    facts.put("ticket.number", number.toString());
                    facts.put("ticket.title", answer.ticket().title());
                    return switch (answer.taken()) {
                        case YES -> {
                            facts.put("ticket.place", answer.ticket().placeText());
                            facts.put("summary", answer.ticket().summary());
                            yield LineAnswer.of("line-talent-taken", facts);
                        }
                        case LATE -> LineAnswer.of("line-talent-late", facts);
                        case NOT_ASKED -> LineAnswer.of("line-talent-not-asked", facts);
                    };
                })
                .defaultIfEmpty(LineAnswer.of("line-talent-not-asked"));
    }

    private Mono<LineAnswer> done(BenchLine line, TicketNumber number, ResidentId resident) {
        Matcher time = TIME.matcher(line.words());
        if (!time.find()) {
            return Mono.just(LineAnswer.of("line-talent-how-long", Map.of("number", number.toString())));
        }
        double amount = time.group(1).equals("半") ? 0.5 : Double.parseDouble(time.group(1));
        boolean hours = time.group(2) != null;
        int minutes = (int) Math.min(LONGEST, Math.round(hours ? amount * MINUTES : amount));
        return talents.done(number, resident, minutes)
                .map(done -> done
                        ? LineAnswer.of("line-talent-done", Map.of("number", number.toString()))
                        : LineAnswer.of("line-talent-not-asked"));
    }
}
