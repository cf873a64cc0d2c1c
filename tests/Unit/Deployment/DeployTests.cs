using System.Text.RegularExpressions;

namespace LiveChat.Unit.Deployment;

/// <summary>What is shipped to run LiveChat runs it as nobody, within bounds, watched, of known versions, and with no secret in it.</summary>
public sealed partial class DeployTests
{
    private static readonly string[] Manifests = ["migrate.yaml", "silo.yaml", "front.yaml", "redis.yaml"];

    public static TheoryData<string> ComposeFiles => ["compose.yaml", "compose.sqlserver.yaml"];

    public static TheoryData<string> PodFiles => [.. Manifests];

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public void Each_container_of_compose_is_bounded_watched_and_nobody(string file)
    {
        var services = Yaml.Read(file).Single().At("services").Map();
        services.Should().NotBeEmpty();
        foreach (var (name, service) in services.Where(each => each.Value.At("image") is not null))
        {
            Pinned((string)service.At("image")!, $"{file}: {name}");
            // Our own images, and nginx's, name their user themselves.
            if (service.At("build") is null && !((string)service.At("image")!).Contains("unprivileged", StringComparison.Ordinal))
                service.At("user").Should().NotBeNull($"{name} must not run as root").And.NotBe("root").And.NotBe("0");
            service.At("cap_drop").List().Should().Equal(["ALL"], name.ToString());
            service.At("security_opt").List().Should().Contain("no-new-privileges:true", name.ToString());
            service.At("mem_limit").Should().NotBeNull(name.ToString());
            service.At("cpus").Should().NotBeNull(name.ToString());
            (service.At("healthcheck") ?? service.At("build")).Should().NotBeNull($"{name} must be watched");
        }
        NoSecrets(services, file);
    }

    [Fact]
    public void Compose_starts_what_was_asked_for_in_order_and_opens_nothing_else()
    {
        var services = Yaml.Read("compose.yaml").Single().At("services").Map();
        services.Keys.Should().BeEquivalentTo(["nginx", "front-1", "front-2", "silo-1", "silo-2", "migrate", "postgres", "redis", "prometheus", "grafana"]);
        services.Where(service => service.Value.At("ports") is not null).Select(service => service.Key).Should().BeEquivalentTo(["nginx", "grafana"]);
        services["grafana"].At("ports").List().Cast<string>().Should().OnlyContain(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        services["silo-1"].At("depends_on", "migrate", "condition").Should().Be("service_completed_successfully");
        services["front-1"].At("environment").Map().Keys.Should().NotContain("ConnectionStrings__LiveChat", "a front has no database");
        foreach (var (name, service) in services)
        {
            foreach (var mount in service.At("volumes").List().Cast<string>().Where(mount => mount.StartsWith("./", StringComparison.Ordinal)))
                Path.Exists(Yaml.PathOf(mount.Split(':')[0][2..])).Should().BeTrue($"{name} mounts {mount}");
        }
    }

    [Theory]
    [MemberData(nameof(PodFiles))]
    public void Each_pod_is_bounded_probed_and_nobody(string file)
    {
        foreach (var document in Yaml.Read("kubernetes", file).Where(document => document.At("spec", "template") is not null))
        {
            var pod = document.At("spec", "template", "spec");
            pod.At("securityContext", "runAsNonRoot").Should().Be("true", file);
            pod.At("automountServiceAccountToken").Should().Be("false", file);
            foreach (var container in pod.At("containers").List())
            {
                Pinned((string)container.At("image")!, file);
                container.At("resources", "limits", "memory").Should().NotBeNull(file);
                container.At("resources", "requests", "cpu").Should().NotBeNull(file);
                container.At("securityContext", "allowPrivilegeEscalation").Should().Be("false", file);
                container.At("securityContext", "readOnlyRootFilesystem").Should().Be("true", file);
                container.At("securityContext", "capabilities", "drop").List().Should().Equal(["ALL"], file);
                if ((string)document["kind"] is not "Job") (container.At("livenessProbe"), container.At("readinessProbe")).Should().NotBe((null, null), file);
            }
        }
    }

    [Fact]
    public void Silos_and_fronts_are_asked_for_their_own_health_and_have_time_to_stop()
    {
        foreach (var file in new[] { "silo.yaml", "front.yaml" })
        {
            var pod = Yaml.Read("kubernetes", file)[0].At("spec", "template", "spec");
            int.Parse((string)pod.At("terminationGracePeriodSeconds")!).Should().BeGreaterThan(30);
            pod.At("containers").List()[0].At("readinessProbe", "httpGet", "path").Should().Be("/health/ready");
            pod.At("containers").List()[0].At("livenessProbe", "httpGet", "path").Should().Be("/health/live");
        }
        var listed = Yaml.Read("kubernetes", "kustomization.yaml").Single().At("resources").List();
        listed.Should().BeEquivalentTo(Directory.GetFiles(Yaml.PathOf("kubernetes"), "*.yaml").Select(Path.GetFileName).Where(name => name != "kustomization.yaml"));
    }

    [Fact]
    public void No_manifest_holds_a_secret()
    {
        foreach (var file in Directory.GetFiles(Yaml.PathOf("kubernetes"), "*.yaml").Select(path => Path.GetFileName(path)))
        {
            var documents = Yaml.Read("kubernetes", file);
            documents.Select(document => document["kind"]).Should().NotContain("Secret");
            foreach (var variable in documents.SelectMany(document => Yaml.All(document)).Where(node => node.At("name") is string name && Secret().IsMatch(name) && (node.At("value") ?? node.At("valueFrom")) is not null))
                variable.At("valueFrom", "secretKeyRef").Should().NotBeNull($"{file}: {variable.At("name")}");
        }
    }

    [Fact]
    public void The_images_are_pinned_run_as_nobody_and_ask_for_their_health()
    {
        var lines = File.ReadAllLines(Yaml.PathOf("Dockerfile"));
        var stages = lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToArray();
        var names = stages.Select(stage => stage[3]).ToHashSet(StringComparer.Ordinal);
        names.Should().Contain(["silo", "front"]);
        foreach (var stage in stages.Where(stage => !names.Contains(stage[1]))) Pinned(stage[1], "Dockerfile");
        lines.Should().Contain("USER 1654:1654").And.Contain("STOPSIGNAL SIGTERM");
        lines.Count(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal)).Should().Be(2);
    }

    private static void Pinned(string image, string where) => Tag().IsMatch(image).Should().BeTrue($"{where}: {image} must name a version");

    private static void NoSecrets(Dictionary<object, object> services, string file)
    {
        foreach (var (name, value) in services.Values.SelectMany(service => service.At("environment").Map()).Where(variable => Secret().IsMatch((string)variable.Key)))
            ((string)value).Should().Contain("${", $"{file}: {name} comes from outside");
    }

    [GeneratedRegex(@":(\d|v\d|20\d\d-CU)[\w.-]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("password|token|key|connectionstrings", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
