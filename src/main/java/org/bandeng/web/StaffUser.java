package org.bandeng.web;

import java.util.List;
import java.util.stream.Stream;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.userdetails.User;
import reactor.core.publisher.Mono;

/** A member of the staff who is logged in; kept in the web session. */
public final class StaffUser extends User {

    private static final long serialVersionUID = 3;

    private final long id;
    private final String displayName;
    private final StaffMember.Role role;
    private final long credentials;

    private StaffUser(StaffAccounts.Account account, List<GrantedAuthority> authorities) {
        super(account.member().username(), account.passwordHash(), authorities);
        StaffMember member = account.member();
        this.credentials = account.standing().credentials();
        this.id = member.id().value();
        this.displayName = member.name();
        this.role = member.role();
    }

    static StaffUser of(StaffAccounts.Account account) {
        List<String> roles = Stream.of(StaffMember.Role.values())
                .filter(role -> role != StaffMember.Role.STEWARD
                        && account.member().role().isAtLeast(role))
                .map(role -> "ROLE_" + role)
                .toList();
        return new StaffUser(account, AuthorityUtils.createAuthorityList(roles.toArray(String[]::new)));
    }

    /** Who is logged in where this is asked; empty: nobody of the staff. */
    public static Mono<StaffUser> current() {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(StaffUser.class);
    }

    public StaffId id() {
        return new StaffId(id);
    }

    /** As colleagues and residents see it. */
    public String displayName() {
        return displayName;
    }

    /** What the session rests on. */
    StaffAccounts.Standing standing() {
        return new StaffAccounts.Standing(role, credentials);
    }

    /** What they might do when they logged in. */
    public StaffMember.Role role() {
        return role;
    }

    public boolean isAdmin() {
        return is(StaffMember.Role.ADMIN);
    }

    /** Whether they may say who works on what. */
    public boolean isDispatcher() {
        return is(StaffMember.Role.DISPATCHER);
    }

    /** Whether they may work on tickets. */
    public boolean isHandler() {
        return is(StaffMember.Role.HANDLER);
    }

    private boolean is(StaffMember.Role wanted) {
        return role.isAtLeast(wanted);
    }
}
