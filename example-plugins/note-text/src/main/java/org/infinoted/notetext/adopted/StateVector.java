// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How many buffer-affecting requests of each user a state includes. Users that are not mentioned have 0.
 *
 * <p>User ids and counts are unsigned 32-bit numbers: ids travel as {@code int} and are ordered unsigned, counts as {@code
 * long}. Immutable.
 */
public final class StateVector {
    /** The state before any request. */
    public static final StateVector EMPTY = new StateVector(new int[0]);

    private static final long LARGEST = 0xFFFF_FFFFL;

    /** User, count, user, count ... by ascending user, without counts of 0. */
    private final int[] components;

    private final long total;
    private final int hash;

    private StateVector(int[] components) {
        long sum = 0;
        int mixed = 0;
        for (int i = 0; i < components.length; i += 2) {
            sum += Integer.toUnsignedLong(components[i + 1]);
            mixed += components[i + 1] * weight(components[i]);
        }
        this.components = components;
        this.total = sum;
        this.hash = mixed;
    }

    private StateVector(int[] components, long total, int hash) {
        this.components = components;
        this.total = total;
        this.hash = hash;
    }

    /** The hash code is a weighted sum of the counts, so that a single change needs no walk through all of them. */
    private static int weight(int user) {
        int mixed = (user + 1) * 0x9E3779B9;
        mixed = (mixed ^ (mixed >>> 15)) * 0x85EBCA6B;
        return (mixed ^ (mixed >>> 13)) | 1;
    }

    /**
     * Reads {@code user:count} pairs separated by semicolons, in any order.
     *
     * @throws IllegalArgumentException if the text has another form, names a user twice or has a number above 4294967295
     */
    public static StateVector parse(String text) {
        return parse(text, Integer.MAX_VALUE);
    }

    /**
     * As {@link #parse(String)}, for a text that somebody else has sent. One that names too many users costs next to nothing.
     *
     * @param most how many users it may name
     * @throws IllegalArgumentException also if it names more
     */
    public static StateVector parse(String text, int most) {
        return StateVectorParser.parse(text, most);
    }

    /** @param pairs user and count in turn, sorted by unsigned user, each user once; counts may be 0 */
    static StateVector ofSorted(int[] pairs) {
        int kept = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != 0) {
                pairs[kept++] = pairs[i];
                pairs[kept++] = pairs[i + 1];
            }
        }
        return kept == 0 ? EMPTY : new StateVector(kept == pairs.length ? pairs : Arrays.copyOf(pairs, kept));
    }

    /** The number of users with a count above 0. */
    public int size() {
        return components.length / 2;
    }

    /** The user of a component; components are in ascending order of users. */
    public int userAt(int component) {
        return components[2 * component];
    }

    /** The count of a component. */
    public long countAt(int component) {
        return Integer.toUnsignedLong(components[2 * component + 1]);
    }

    /** The array index of the user's id, or, if it is missing, the one where it belongs, as {@code -1 - index}. */
    private int find(int user) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(components[2 * middle], user);
            if (order == 0) {
                return 2 * middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - 2 * low;
    }

    /** The component of a user; negative if it is not mentioned. */
    public int componentOf(int user) {
        int at = find(user);
        return at < 0 ? -1 : at / 2;
    }

    /** The count of a user, 0 if it is not mentioned. */
    public long get(int user) {
        int at = find(user);
        return at < 0 ? 0 : Integer.toUnsignedLong(components[at + 1]);
    }

    /**
     * This vector with another count for one user.
     *
     * @throws IllegalArgumentException if the count is no unsigned 32-bit number
     */
    public StateVector with(int user, long count) {
        int value = checked(user, count);
        int at = find(user);
        if (at >= 0) {
            int[] changed = components.clone();
            changed[at + 1] = value;
            long added = count - Integer.toUnsignedLong(components[at + 1]);
            return count == 0
                    ? ofSorted(changed)
                    : new StateVector(changed, total + added, hash + (value - components[at + 1]) * weight(user));
        }
        if (count == 0) {
            return this;
        }
        int gap = -1 - at;
        var grown = new int[components.length + 2];
        System.arraycopy(components, 0, grown, 0, gap);
        grown[gap] = user;
        grown[gap + 1] = value;
        System.arraycopy(components, gap, grown, gap + 2, components.length - gap);
        return new StateVector(grown, total + count, hash + value * weight(user));
    }

    /** This vector with one more request of the user. */
    public StateVector increment(int user) {
        return with(user, get(user) + 1);
    }

    /**
     * The component-wise sum.
     *
     * @throws IllegalArgumentException if a sum exceeds 4294967295
     */
    public StateVector plus(StateVector diff) {
        return diff.components.length == 0 ? this : merge(diff, Long::sum);
    }

    /**
     * What must be added to {@code base} to get this vector.
     *
     * @throws IllegalArgumentException if {@code base} is not {@linkplain #isWithin within} this vector
     */
    public StateVector minus(StateVector base) {
        return merge(base, (mine, theirs) -> mine - theirs);
    }

    /**
     * This vector with the counts of some users changed by so much.
     *
     * @param changes by ascending unsigned users
     * @throws IllegalArgumentException if a count becomes no unsigned 32-bit number
     */
    public StateVector changed(SortedMap<Integer, Long> changes) {
        var merged = new int[components.length + 2 * changes.size()];
        int size = 0;
        int i = 0;
        for (Map.Entry<Integer, Long> change : changes.entrySet()) {
            int user = change.getKey();
            while (i < components.length && Integer.compareUnsigned(components[i], user) < 0) {
                merged[size++] = components[i++];
                merged[size++] = components[i++];
            }
            long before = 0;
            if (i < components.length && components[i] == user) {
                before = countAt(i / 2);
                i += 2;
            }
            merged[size++] = user;
            merged[size++] = checked(user, before + change.getValue());
        }
        System.arraycopy(components, i, merged, size, components.length - i);
        return ofSorted(Arrays.copyOf(merged, size + components.length - i));
    }

    /** Whether each count is at most that of {@code other}: everything this state includes, the other includes too. */
    public boolean isWithin(StateVector other) {
        if (equals(other)) {
            return true;
        }
        if (total > other.total) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < components.length; i += 2) {
            while (at < other.components.length && Integer.compareUnsigned(other.components[at], components[i]) < 0) {
                at += 2;
            }
            if (at == other.components.length
                    || other.components[at] != components[i]
                    || Integer.compareUnsigned(components[i + 1], other.components[at + 1]) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The smaller count of each user. */
    StateVector min(StateVector other) {
        return isWithin(other) ? this : merge(other, Math::min);
    }

    private StateVector merge(StateVector other, LongBinaryOperator operator) {
        var merged = new int[components.length + other.components.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < components.length || j < other.components.length) {
            int order = i == components.length
                    ? 1
                    : j == other.components.length ? -1 : Integer.compareUnsigned(components[i], other.components[j]);
            int user = order <= 0 ? components[i] : other.components[j];
            long mine = order <= 0 ? countAt(i / 2) : 0;
            long theirs = order >= 0 ? other.countAt(j / 2) : 0;
            i += order <= 0 ? 2 : 0;
            j += order >= 0 ? 2 : 0;
            merged[size++] = user;
            merged[size++] = checked(user, operator.applyAsLong(mine, theirs));
        }
        return ofSorted(size == merged.length ? merged : Arrays.copyOf(merged, size));
    }

    private static int checked(int user, long count) {
        if (count < 0 || count > LARGEST) {
            throw new IllegalArgumentException(
                    "count " + count + " of user " + Integer.toUnsignedString(user) + " is outside 0 to 4294967295");
        }
        return (int) count;
    }

    /** The sum of all counts. The distance of two states, one within the other, is the difference of their totals. */
    public long total() {
        return total;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || (object instanceof StateVector other
                        && hash == other.hash
                        && Arrays.equals(components, other.components));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The form used on the wire, for example {@code 1:4;2:1}; counts of 0 are left out. */
    @Override
    public String toString() {
        var text = new StringBuilder(4 * components.length);
        for (int i = 0; i < components.length; i += 2) {
            text.append(i == 0 ? "" : ";")
                    .append(Integer.toUnsignedString(components[i]))
                    .append(':')
                    .append(Integer.toUnsignedString(components[i + 1]));
        }
        return text.toString();
    }
}
