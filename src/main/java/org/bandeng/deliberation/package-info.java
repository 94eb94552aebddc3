/** What concerns everybody: who deliberates where (forums), what about (topics), and how it is decided. */
@ApplicationModule(allowedDependencies = {"community", "issue", "text", "ticket", "yaml"})
@NullMarked
package org.bandeng.deliberation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
