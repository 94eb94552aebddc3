/** The official account's protocol in both directions; the only place that speaks WeChat. */
@ApplicationModule(allowedDependencies = {"community", "conversation", "outbox", "media"})
@NullMarked
package org.bandeng.wechat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
