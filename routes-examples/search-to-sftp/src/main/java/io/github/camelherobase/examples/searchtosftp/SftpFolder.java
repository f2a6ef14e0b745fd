package io.github.camelherobase.examples.searchtosftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;

import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server in this process, for one user, whose files are in a folder. */
final class SftpFolder implements AutoCloseable {

    static final String USER = "herobase";
    static final String PASSWORD = "secret";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path knownHosts;

    private SftpFolder(Path knownHosts) {
        this.knownHosts = knownHosts;
    }

    static SftpFolder start(Path folder, Path knownHosts) throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        SftpFolder sftp = new SftpFolder(knownHosts);
        sftp.server.setHost("localhost");
        sftp.server.setKeyPairProvider(KeyPairProvider.wrap(key));
        sftp.server.setPasswordAuthenticator(
                (user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        sftp.server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        sftp.server.setFileSystemFactory(new VirtualFileSystemFactory(Files.createDirectories(folder)));
        sftp.server.start();
        Files.writeString(
                knownHosts,
                "[localhost]:" + sftp.server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n",
                StandardCharsets.UTF_8);
        return sftp;
    }

    /** For the route. */
    String address() {
        return "localhost:" + server.getPort() + "/";
    }

    /** The file by which the route knows the server. */
    Path knownHosts() {
        return knownHosts;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
