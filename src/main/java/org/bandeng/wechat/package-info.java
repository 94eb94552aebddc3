/** The official account's protocol in both directions; the only place that speaks WeChat. */
@ApplicationModule(
        allowedDependencies = {"community", "conversation", "dialog", "yaml", "live", "media", "outbox", "web"})
@NullMarked
package org.bandeng.wechat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
