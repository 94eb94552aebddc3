package org.bandeng.support;

import java.time.Instant;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.ResidentId;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.StaffReplies;
import org.bandeng.media.Media;
import org.bandeng.ticket.Actor;
import org.bandeng.ticket.Command;
import org.bandeng.ticket.IllegalTicketActionException;
import org.bandeng.ticket.NewTicket;
import org.bandeng.ticket.PhotoMissingException;
import org.bandeng.ticket.Ticket;
import org.bandeng.ticket.TicketAction;
import org.bandeng.ticket.TicketDesk;
import org.bandeng.ticket.TicketNumber;
import org.bandeng.ticket.TicketTasks;
import org.bandeng.ticket.Tickets;
import org.bandeng.ticket.Waiting;

/** What 王芳 of the service centre does at her desk. */
public final class Staff {

    public static final String PASSWORD = "bench-under-the-tree";

    private final TestProgram program;
    private final StaffMember member;

    private Staff(TestProgram program, StaffMember member) {
        this.program = program;
        this.member = member;
    }

    /** Hires her, once a program. */
    public static Staff wangFang(TestProgram program) {
        StaffAccounts accounts = program.bean(StaffAccounts.class);
        StaffMember member = accounts.named("wangfang")
                .map(StaffAccounts.Account::member)
                .switchIfEmpty(accounts.add("wangfang", "王芳", StaffMember.Role.DISPATCHER, "{noop}never-used"))
                .block();
        return new Staff(program, member);
    }

    public StaffId id() {
        return member.id();
    }

    public Ticket does(TicketAction action, TicketNumber number, String note) {
        return program.bean(TicketDesk.class)
                .change(
                        number,
                        Command.of(action, Actor.staff(member.id()), note)
                                .to(action == TicketAction.ACCEPT ? member.id() : null))
                .block();
    }

    /** She says that it is done; false if that cannot be yet. */
    public boolean resolves(TicketNumber number, String result) {
        return program.bean(TicketDesk.class)
                .change(number, Command.fixed(Actor.staff(member.id()), result))
                .hasElement()
                .onErrorReturn(PhotoMissingException.class, false)
                .onErrorReturn(IllegalTicketActionException.class, false)
                .block();
    }

    /** She says why it cannot be done; false if that cannot be yet. */
    public boolean explains(TicketNumber number, String why) {
        return program.bean(TicketDesk.class)
                .change(number, Command.explained(Actor.staff(member.id()), why))
                .hasElement()
                .onErrorReturn(IllegalTicketActionException.class, false)
                .block();
    }

    /** She notes that a task is done; false if she may not. */
    public boolean finishes(TicketNumber number, long task, String result) {
        return program.bean(TicketTasks.class)
                .finish(number, task, result, member.id())
                .hasElement()
                .block();
    }

    /** She cannot go on before the resident answers. */
    public Ticket waits(TicketNumber number, Instant until) {
        return program.bean(TicketDesk.class)
                .change(number, Command.waits(Actor.staff(member.id()), Waiting.For.RESIDENT, until, "什么时候在家"))
                .block();
    }

    /** Somebody rang, and she registers it for them. */
    public TicketNumber registersFor(String openId, String category, String place, String words) {
        long resident = (long) program.value("select id from resident where open_id = '" + openId + "'");
        Place at = program.bean(Places.class).directory().block().places().stream()
                .filter(each -> each.fullName().equals("幸福里" + place))
                .findFirst()
                .orElseThrow();
        String title = program.bean(Dialogs.class)
                .scripts()
                .named(category)
                .orElseThrow()
                .title();
        return program.bean(TicketDesk.class)
                .open(
                        new NewTicket(
                                new ResidentId(resident), category, title, words, words, at.id(), at.fullName(), false),
                        Actor.staff(member.id()))
                .block()
                .number();
    }

    public void writes(TicketNumber number, String text) {
        writes(number, text, false);
    }

    /** Something for which somebody must ring the bell if WeChat does not let it through. */
    public void writesImportantly(TicketNumber number, String text) {
        writes(number, text, true);
    }

    public void shows(TicketNumber number, byte[] picture) {
        Ticket ticket = program.bean(Tickets.class).numbered(number).block();
        program.bean(Media.class)
                .keepPicture(ticket.resident(), picture)
                .flatMap(kept -> program.bean(StaffReplies.class)
                        .show(ticket.resident(), member.id(), kept, ticket.id().value()))
                .block();
    }

    private void writes(TicketNumber number, String text, boolean important) {
        Ticket ticket = program.bean(Tickets.class).numbered(number).block();
        program.bean(StaffReplies.class)
                .write(
                        ticket.resident(),
                        member.id(),
                        member.name(),
                        text,
                        ticket.id().value(),
                        important)
                .block();
    }
}
