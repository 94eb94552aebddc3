/** What the operator needs: what happens at start, and what it says on the console. */
@ApplicationModule(allowedDependencies = {"care", "community", "embedded", "portal", "web", "wechat"})
@NullMarked
package org.bandeng.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
