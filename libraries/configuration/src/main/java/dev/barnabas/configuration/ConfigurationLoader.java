package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Binder;
import dev.barnabas.configuration.binding.Canonicalizer;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.configuration.binding.YamlTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file as a whole. Never throws for what is in the file: the outcome carries
 * every error, each with its path as written.
 */
public final class ConfigurationLoader {

  private final LoadContext context;
  private final @Nullable Path directory;
  private final SourceFiles files;
  private final Problems problems = new Problems();

  private ConfigurationLoader(LoadContext context, @Nullable Path directory) {
    this.context = context;
    this.directory = directory;
    this.files = new SourceFiles(directory);
  }

  /** Reads a file. What it names is looked up beside it. */
  public static LoadOutcome load(Path file, LoadContext context) {
    Path absolute = file.toAbsolutePath().normalize();
    ConfigurationLoader loader = new ConfigurationLoader(context, absolute.getParent());
    try {
      return loader.read(loader.files.readText(absolute));
    } catch (NoSuchFileException missing) {
      loader.problems.error("", 0, "there is no file " + file);
    } catch (CharacterCodingException notText) {
      loader.problems.error("", 0, file + " is not UTF-8 text");
    } catch (IOException unreadable) {
      loader.problems.error("", 0, file + " cannot be read");
    }
    return loader.refused();
  }

  /**
   * Reads a text that is not a file: response contracts come from the class path, key files must be
   * absolute.
   */
  public static LoadOutcome parse(String yaml, LoadContext context) {
    return new ConfigurationLoader(context, null).read(yaml);
  }

  private LoadOutcome read(String yaml) {
    Node parsed = YamlTree.parse(yaml, "", problems).orElse(null);
    if (parsed == null) {
      return refused();
    }
    if (!(parsed instanceof Node.MapNode written)) {
      problems.error("", 0, "the configuration must be a map, but is " + parsed.kind());
      return refused();
    }
    SecretReferences secrets = new SecretReferences(context.environment(), problems);
    Node.MapNode root = canonical(written, secrets);
    new ReferenceCheck(root, problems).run();
    Optional<Configuration> bound =
        new Binder(problems)
            .bind(root, Configuration.class)
            .map(configuration -> DerivedDefaults.apply(configuration, root));
    bound.ifPresent(configuration -> check(configuration, root));
    if (bound.isEmpty() || !problems.errors().isEmpty()) {
      return refused();
    }
    Path place = directory == null ? Path.of("").toAbsolutePath() : directory;
    Secrets keys = new Secrets(bound.get(), place, context.environment(), secrets.literals());
    return new LoadOutcome.Loaded(bound.get(), keys, problems.warnings(), files.seen());
  }

  private Node.MapNode canonical(Node.MapNode written, SecretReferences secrets) {
    Node spelled =
        Canonicalizer.ofFile(context.environment(), problems)
            .canonical(written, Configuration.class);
    Node.MapNode open = secrets.extract((Node.MapNode) spelled);
    Node.MapNode completed = new CrossSectionDefaults(context, files, problems).apply(open);
    return new ContractFiles(files, context.classPath(), problems).embed(completed);
  }

  private void check(Configuration configuration, Node root) {
    new RetentionCheck(configuration, root, problems).run();
    new PriceCheck(configuration, root, context.time().instant(), problems).run();
    new PriceRuleCheck(configuration, root, problems).run();
    new QuotaCheck(configuration, root, problems).run();
    new PartnerCheck(configuration, root, context, directory, problems).run();
    new AccessCheck(configuration, root, context, files, problems).run();
    if (Tree.partners(root).isEmpty()) {
      problems.error("partners", 0, "must name at least one partner");
    }
    if (Tree.routes(root).isEmpty()) {
      problems.error("routing.models", 0, "must name at least one route");
    }
  }

  private LoadOutcome refused() {
    return new LoadOutcome.Refused(problems.errors(), problems.warnings(), files.seen());
  }
}
