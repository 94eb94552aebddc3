/** YAML files that people write: read as trees that still know their lines, with every mistake told where it stands. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.bandeng.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
