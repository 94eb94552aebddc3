/** Whether residents are content with what was done: asked after each resolution, kept with the ticket. */
@ApplicationModule(allowedDependencies = {"community", "ticket"})
@NullMarked
package org.bandeng.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
