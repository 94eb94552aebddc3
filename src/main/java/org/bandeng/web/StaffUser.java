package org.bandeng.web;

import java.util.List;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;

/** A member of the staff who is logged in; kept in the web session. */
public final class StaffUser extends User {

    private static final long serialVersionUID = 1;

    private final long id;
    private final String displayName;

    private StaffUser(StaffMember member, String passwordHash, List<GrantedAuthority> authorities) {
        super(member.username(), passwordHash, authorities);
        this.id = member.id().value();
        this.displayName = member.name();
    }

    static StaffUser of(StaffAccounts.Account account) {
        boolean admin = account.member().role() == StaffMember.Role.ADMIN;
        List<GrantedAuthority> authorities = admin
                ? AuthorityUtils.createAuthorityList("ROLE_STAFF", "ROLE_ADMIN")
                : AuthorityUtils.createAuthorityList("ROLE_STAFF");
        return new StaffUser(account.member(), account.passwordHash(), authorities);
    }

    public StaffId id() {
        return new StaffId(id);
    }

    /** As colleagues and residents see it. */
    public String displayName() {
        return displayName;
    }

    public boolean isAdmin() {
        return getAuthorities().stream().anyMatch(each -> "ROLE_ADMIN".equals(each.getAuthority()));
    }
}
