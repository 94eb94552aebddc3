/** The back end of a community's WeChat official account; every package below is one room of the house. */
@NullMarked
package org.bandeng;

import org.jspecify.annotations.NullMarked;
