/** What tests stand on: the running program, the platform that it calls, the residents who call it. */
@NullMarked
package org.bandeng.support;

import org.jspecify.annotations.NullMarked;
