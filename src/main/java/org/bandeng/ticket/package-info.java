/** Residents' requests: their life from opened to closed, and the history that is its own proof. */
@ApplicationModule(allowedDependencies = {"community", "text", "yaml"})
@NullMarked
package org.bandeng.ticket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
