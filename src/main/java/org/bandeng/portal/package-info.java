/** The pages of residents, opened from the chat: how far their matters are, and what they want to say about it. */
@ApplicationModule(
        allowedDependencies = {
            "community",
            "conversation",
            "dialog",
            "live",
            "media",
            "outbox",
            "survey",
            "ticket",
            "web",
            "wechat"
        })
@NullMarked
package org.bandeng.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
