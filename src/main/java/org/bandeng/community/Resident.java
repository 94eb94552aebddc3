package org.bandeng.community;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who follows the official account.
 *
 * @param account the gh_ id of the account that they follow
 * @param followed false after an unsubscribe
 * @param withStaffSince since when a person answers them instead of the bot; null: the bot does
 */
public record Resident(
        ResidentId id,
        OpenId openId,
        String account,
        boolean followed,
        @Nullable Instant withStaffSince) {

    public boolean isWithStaff() {
        return withStaffSince != null;
    }
}
