// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.PluginReason;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Finds out which requirements keep a bundle from being resolved. */
final class MissingRequirements {
    private static final Pattern PACKAGE =
            Pattern.compile("\\(" + Pattern.quote(PackageNamespace.PACKAGE_NAMESPACE) + "=([^)]+)\\)");
    private static final Pattern BOUND = Pattern.compile("(\\(!)?\\(version([<>])=([^)]+)\\)");

    private final List<BundleRevision> revisions;

    /** @param bundles all installed bundles */
    MissingRequirements(Bundle[] bundles) {
        revisions = Arrays.stream(bundles)
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The requirements of a bundle that no bundle satisfies; empty if it has none. */
    List<PluginReason> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? List.of()
                : missing(revision, new HashSet<>()).stream().map(this::reason).toList();
    }

    private List<BundleRequirement> missing(BundleRevision revision, Set<BundleRevision> asked) {
        asked.add(revision);
        List<BundleRequirement> missing = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (isMandatory(requirement)
                    && providers(requirement).stream().noneMatch(provider -> canResolve(provider, asked))) {
                missing.add(requirement);
            }
        }
        return missing;
    }

    private boolean canResolve(BundleRevision revision, Set<BundleRevision> asked) {
        // a bundle that is being checked already depends on itself through others, which does not keep it from
        // resolving
        return revision.getBundle().getState() != Bundle.INSTALLED
                || asked.contains(revision)
                || missing(revision, asked).isEmpty();
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        return (effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE))
                && !Constants.RESOLUTION_OPTIONAL.equals(resolution)
                && !PackageNamespace.RESOLUTION_DYNAMIC.equals(resolution);
    }

    private List<BundleRevision> providers(BundleRequirement requirement) {
        return revisions.stream()
                .filter(revision -> revision.getDeclaredCapabilities(requirement.getNamespace()).stream()
                        .anyMatch(requirement::matches))
                .toList();
    }

    private PluginReason reason(BundleRequirement requirement) {
        String filter = SafeText.of(String.valueOf(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE)));
        Matcher name = PACKAGE.matcher(filter);
        List<BundleRevision> unresolved = providers(requirement);
        if (!unresolved.isEmpty()) {
            String who = unresolved.stream().map(MissingRequirements::bundle).collect(Collectors.joining(", "));
            boolean isPackage = name.find();
            return new PluginReason(
                    isPackage ? PluginReason.Kind.PACKAGE : PluginReason.Kind.REQUIREMENT,
                    isPackage ? name.group(1) : requirement.getNamespace(),
                    (isPackage ? "The package \"" + name.group(1) + '"' : requirement.getNamespace() + ' ' + filter)
                            + " comes from " + who + " alone, which cannot be resolved either");
        }
        if (requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()) {
            return new PluginReason(
                    PluginReason.Kind.PACKAGE, name.group(1), packageText(name.group(1), wanted(filter)));
        }
        return new PluginReason(
                PluginReason.Kind.REQUIREMENT,
                requirement.getNamespace(),
                "Nothing provides " + requirement.getNamespace() + ' ' + filter + ", which its bundle requires");
    }

    private String packageText(String name, Optional<VersionRange> wanted) {
        String there = revisions.stream()
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(capability -> name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(MissingRequirements::offer)
                .distinct()
                .collect(Collectors.joining(", "));
        return "No bundle exports the package \"" + name + '"'
                + wanted.map(range -> " in version " + range).orElse("")
                + (there.isEmpty() ? "" : "; there is " + there)
                + ". Put the library into the plugin's jar, or install a bundle that exports it";
    }

    private static String offer(BundleCapability capability) {
        return capability.getAttributes().get(Constants.VERSION_ATTRIBUTE) + " of " + bundle(capability.getRevision());
    }

    private static String bundle(BundleRevision revision) {
        return revision.getSymbolicName() + '/' + revision.getVersion();
    }

    /** The range of versions that the filter of a requirement asks for; empty if it takes any. */
    static Optional<VersionRange> wanted(String filter) {
        Matcher bound = BOUND.matcher(filter);
        Version low = Version.emptyVersion;
        Version high = null;
        char left = VersionRange.LEFT_CLOSED;
        char right = VersionRange.RIGHT_OPEN;
        boolean any = true;
        while (bound.find()) {
            any = false;
            boolean not = bound.group(1) != null;
            Version version = Version.parseVersion(bound.group(3));
            if (bound.group(2).equals(">") != not) {
                low = version;
                left = not ? VersionRange.LEFT_OPEN : VersionRange.LEFT_CLOSED;
            } else {
                high = version;
                right = not ? VersionRange.RIGHT_OPEN : VersionRange.RIGHT_CLOSED;
            }
        }
        return any ? Optional.empty() : Optional.of(new VersionRange(left, low, high, right));
    }
}
