package org.bandeng.sandbox;

import org.bandeng.wechat.AccountMenu;
import org.bandeng.wechat.SandboxMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Publishes the menu at each start: unlike the real platform, this one forgets it. */
@Component
@Conditional(SandboxMode.class)
class MenuAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(MenuAtStart.class);

    private final AccountMenu menu;

    MenuAtStart(AccountMenu menu) {
        this.menu = menu;
    }

    @EventListener(ApplicationReadyEvent.class)
    void publish() {
        if (!menu.entries().isEmpty()) {
            menu.publish()
                    .subscribe(done -> {}, problem -> LOG.warn("The sandbox has no menu: {}", problem.toString()));
        }
    }
}
