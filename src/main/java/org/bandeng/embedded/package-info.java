/** A real PostgreSQL and a real Redis of the program's own, for whoever has set no URL; durable, on loopback, on free ports. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.bandeng.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
