/** The pages of residents, opened from the chat: how far their matters are, and what they want to say about it. */
@ApplicationModule(
        allowedDependencies = {
            "community",
            "conversation",
            "deliberation",
            "dialog",
            "live",
            "media",
            "outbox",
            "survey",
            "ticket",
            "understanding",
            "web",
            "wechat"
        })
@NullMarked
package org.bandeng.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
