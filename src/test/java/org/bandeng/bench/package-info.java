/** What is measured by JMH: {@code bin/bench}. */
package org.bandeng.bench;
