/** What must reach a resident: written in the transaction of what it tells, sent in order, never twice, never dropped in silence. */
@ApplicationModule(allowedDependencies = {"community", "live"})
@NullMarked
package org.bandeng.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
