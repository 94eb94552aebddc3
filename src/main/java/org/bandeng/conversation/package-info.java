/** A resident's turn: taken once, in order, answered in time; who answers, bot or person; and the transcript of it all. */
@ApplicationModule(
        allowedDependencies = {
            "dialog",
            "dialog :: yaml",
            "dialog :: json",
            "dialog :: check",
            "yaml",
            "understanding",
            "community",
            "agreement",
            "talent",
            "works",
            "canvass",
            "care",
            "deliberation",
            "occasion",
            "ticket",
            "survey",
            "outbox",
            "live",
            "issue",
            "learning",
            "text"
        })
@NullMarked
package org.bandeng.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
