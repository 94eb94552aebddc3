/** The pages of the staff: tickets, conversations, accounts. */
@ApplicationModule(
        allowedDependencies = {
            "community",
            "ticket",
            "survey",
            "conversation",
            "agreement",
            "talent",
            "works",
            "canvass",
            "care",
            "deliberation",
            "occasion",
            "dialog",
            "figures",
            "issue",
            "learning",
            "understanding",
            "outbox",
            "live",
            "media",
            "privacy",
            "web",
            "wechat",
            "text"
        })
@NullMarked
package org.bandeng.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
