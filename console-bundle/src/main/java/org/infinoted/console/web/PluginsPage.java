// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.console.ActionException;
import org.infinoted.console.Answer;
import org.infinoted.console.VisibleText;
import org.infinoted.plugin.PluginDeployer;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The page "Plugins": shows the state of each plugin, and has an action for everything that can be done to one. */
@Component(
        service = Servlet.class,
        property = {
            "felix.webconsole.label=" + PluginsPage.LABEL,
            "felix.webconsole.title=Plugins",
            "felix.webconsole.css=/" + PluginsPage.LABEL + "/res/infinoted/console.css",
            Page.CATEGORY
        })
public final class PluginsPage extends Page {
    static final String LABEL = "infinoted-plugins";

    /** More than any plugin needs; an uploaded jar is kept on disk twice. */
    static final long MAX_JAR_BYTES = 64L << 20;

    private static final long serialVersionUID = 1L;

    private final long maxJarBytes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable Plugins plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable PluginDeployer deployer;

    /** Called by SCR. */
    @Activate
    public PluginsPage() {
        this(MAX_JAR_BYTES);
    }

    PluginsPage(long maxJarBytes) {
        super(LABEL, new SecureRandom());
        this.maxJarBytes = maxJarBytes;
    }

    @Override
    Content content() {
        Plugins present = plugins;
        if (present == null) {
            return new Content(missing("its list of plugins"), List.of());
        }
        List<PluginStatus> statuses = present.plugins();
        List<JsonWriter> rows = statuses.stream()
                .map(status -> PluginRow.of(status, key(status, statuses), checksum(status), previous(status)))
                .toList();
        return new Content(deployer == null ? missing("upload and roll back") : "", rows);
    }

    /**
     * A plugin's name may change when it stops or starts, so the only plugin of a bundle is identified by the bundle.
     */
    private static String key(PluginStatus status, List<PluginStatus> all) {
        long inBundle = all.stream()
                .filter(each -> each.bundleId() == status.bundleId())
                .count();
        return inBundle == 1 ? "#" + status.bundleId() : status.bundleId() + " " + status.name();
    }

    private String checksum(PluginStatus status) {
        PluginDeployer present = deployer;
        return present == null ? "" : present.checksum(status.symbolicName()).orElse("");
    }

    private String previous(PluginStatus status) {
        PluginDeployer present = deployer;
        return present == null ? "" : present.previous(status.symbolicName()).orElse("");
    }

    @Override
    Optional<String> act(String action, HttpServletRequest request) throws ActionException {
        return switch (action) {
            case "start" -> Optional.of(done("Started ", known().start(target(request)), request));
            case "stop" -> Optional.of(done("Stopped ", known().stop(target(request)), request));
            case "retry" -> Optional.of(done("Initialised again: ", known().retry(target(request)), request));
            case "rollback" -> Optional.of("Now in place: " + bundle(rollBack(target(request))));
            case "upload" -> Optional.of("Uploaded " + upload(request));
            default -> Optional.empty();
        };
    }

    private Plugins known() throws ActionException {
        return present(plugins, "its list of plugins");
    }

    private static String done(String what, CompletionStage<Void> stage, HttpServletRequest request)
            throws ActionException {
        Answer.await(stage, Answer.PATIENCE);
        return what + VisibleText.of(target(request));
    }

    private static String bundle(CompletionStage<String> stage) throws ActionException {
        return VisibleText.of(Answer.await(stage, Answer.PATIENCE));
    }

    private CompletionStage<String> rollBack(String symbolicName) throws ActionException {
        return present(deployer, "roll back").rollBack(symbolicName);
    }

    /** What was uploaded, with its checksum. */
    private String upload(HttpServletRequest request) throws ActionException {
        PluginDeployer present = present(deployer, "upload");
        if (request.getContentLengthLong() > maxJarBytes) {
            throw tooLong();
        }
        try {
            var jar = new BoundedStream(request.getInputStream(), maxJarBytes);
            var digest = new DigestInputStream(jar, MessageDigest.getInstance("SHA-256"));
            CompletionStage<String> stage = present.install(digest);
            if (jar.isExceeded()) {
                throw tooLong();
            }
            return bundle(stage) + ", SHA-256 "
                    + HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new ActionException("The upload broke off: " + Answer.text(e), e);
        }
    }

    private ActionException tooLong() {
        return new ActionException("The jar is longer than " + maxJarBytes
                + " bytes, which is what can be uploaded. Copy it into the folder of the plugins instead");
    }
}
