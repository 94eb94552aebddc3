/** Tells every instance's open staff pages that something changed. */
@ApplicationModule(allowedDependencies = "community")
@NullMarked
package org.bandeng.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
