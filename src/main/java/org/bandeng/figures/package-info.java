/** What the history of tickets yields in numbers. */
@ApplicationModule(allowedDependencies = {"community", "ticket"})
@NullMarked
package org.bandeng.figures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
