package org.bandeng.ops;

import java.time.Duration;
import org.bandeng.care.CareList;
import org.bandeng.community.Callers;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.DirectoryImport;
import org.bandeng.portal.Seals;
import org.bandeng.web.FirstAccount;
import org.bandeng.wechat.WeChatProperties;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** What must be there before the first call comes in: the directory, the first account, the key of the links. */
@Component
class FirstThings implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DirectoryImport directory;
    private final CommunityProperties community;
    private final WeChatProperties weChat;
    private final FirstAccount firstAccount;
    private final Seals seals;
    private final Callers callers;
    private final CareList care;

    FirstThings(
            DirectoryImport directory,
            CommunityProperties community,
            WeChatProperties weChat,
            FirstAccount firstAccount,
            Seals seals,
            Callers callers,
            CareList care) {
        this.directory = directory;
        this.community = community;
        this.weChat = weChat;
        this.firstAccount = firstAccount;
        this.seals = seals;
        this.callers = callers;
        this.care = care;
    }

    /** Runs on the starting thread, which has nothing else to do: the server must not listen before it is done. */
    @Override
    public void afterSingletonsInstantiated() {
        boolean demo = weChat.appId().isBlank() && community.importFiles().isEmpty();
        (demo ? directory.importDemo() : directory.importConfigured())
                .then(firstAccount.ensure())
                .then(seals.ready())
                .then(callers.ready())
                .then(care.ready())
                .block(PATIENCE);
    }
}
