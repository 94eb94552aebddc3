/** Occasions: what people come together for at a time and a place, who signs up, who comes, and what is said there. */
@ApplicationModule(allowedDependencies = {"community", "deliberation", "text", "ticket"})
@NullMarked
package org.bandeng.occasion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
