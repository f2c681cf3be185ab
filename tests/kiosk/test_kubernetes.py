"""The manifests for Kubernetes: the schema allows them, and they fit the kiosk and each other."""

from __future__ import annotations

import copy
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import Config, read_config
from kiosk.front.metrics import Metrics
from kiosk.front.server import PARTING_SECONDS
from screens.words import Words
from tests.support.manifests import Manifest, faults, read_manifests
from tests.support.terminal import ROOT

MANIFESTS = read_manifests(ROOT / "docs" / "kiosk" / "kubernetes")
IMAGE = (ROOT / "Containerfile").read_text("utf-8")
DEPLOYMENT, POLICY = MANIFESTS["Deployment"]["spec"], MANIFESTS["NetworkPolicy"]["spec"]
POD = DEPLOYMENT["template"]["spec"]
(CONTAINER,) = POD["containers"]
PORTS = {port["name"]: port["containerPort"] for port in CONTAINER["ports"]}
UNITS = {"Mi": 1, "Gi": 1024}


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    """Read the settings that kiosks are given."""
    file = tmp_path / "kiosk.toml"
    file.write_text(MANIFESTS["ConfigMap"]["data"]["kiosk.toml"], encoding="utf-8")
    return read_config(file, {})


@pytest.mark.parametrize("kind", MANIFESTS)
def test_the_schema_allows_a_manifest(kind: str) -> None:
    assert faults(MANIFESTS[kind]) == []


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("Deployment", "spec.template.spec.containers.0.readynessProbe", {}),
        ("Deployment", "spec.template.spec.containers.0.securityContext.readOnly", True),
        ("Deployment", "spec.template.spec.terminationGracePeriodSeconds", "long"),
        ("Service", "spec.ports.0.targetport", "ssh"),
        ("PodDisruptionBudget", "spec.maxUnavailible", 1),
        ("NetworkPolicy", "spec.outgoing", []),
        ("HorizontalPodAutoscaler", "spec.metrics.0.pods.metric.named", "people"),
        ("HorizontalPodAutoscaler", "spec.maxReplicas", "many"),
        ("Namespace", "metdata", {}),
    ],
)
def test_a_wrong_key_or_kind_of_value_is_refused_with_its_place(
    kind: str, path: str, value: object
) -> None:
    wrong = changed(MANIFESTS[kind], path, value)
    (fault,) = faults(wrong)
    assert path.rpartition(".")[2] in fault


def changed(manifest: Manifest, path: str, value: object) -> Manifest:
    """Return a manifest with another value at a path."""
    new = copy.deepcopy(manifest)
    *way, last = path.split(".")
    inner: Any = new
    for step in way:
        inner = inner[int(step) if step.isdecimal() else step]
    inner[last] = value
    return new


def test_a_kiosk_has_no_right_that_it_does_not_need() -> None:
    assert CONTAINER["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    inside = POD["securityContext"]
    assert inside["runAsNonRoot"]
    assert inside["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not POD["automountServiceAccountToken"]
    assert not {"hostNetwork", "hostPID", "hostIPC", "initContainers"} & POD.keys()
    enforced = MANIFESTS["Namespace"]["metadata"]["labels"]
    assert enforced["pod-security.kubernetes.io/enforce"] == "restricted"


def test_it_runs_as_the_user_of_the_image_who_can_read_the_key_by_the_group_alone() -> None:
    user, group = (int(one) for one in re.findall(r"\d+", said("USER")))
    inside = POD["securityContext"]
    assert (inside["runAsUser"], inside["runAsGroup"], inside["fsGroup"]) == (user, group, group)
    (volume,) = POD["volumes"]
    assert volume["projected"]["defaultMode"] == 0o440


def said(word: str) -> str:
    """Return what follows the last such instruction of the image."""
    found: list[str] = re.findall(rf"^{word} (.*)", IMAGE, re.MULTILINE)
    return found[-1]


def test_key_and_settings_are_where_the_image_looks_for_them() -> None:
    call = json.loads(said("CMD"))
    asked = {call[call.index(flag) + 1] for flag in ("--config", "--host-key")}
    ((mount,), (volume,)) = CONTAINER["volumeMounts"], POD["volumes"]
    given = [source for one in volume["projected"]["sources"] for source in one.values()]
    paths = {f"{mount['mountPath']}/{item['path']}" for one in given for item in one["items"]}
    assert paths == asked
    assert mount["readOnly"]
    assert {"name": "CREDENTIALS_DIRECTORY", "value": mount["mountPath"]} in CONTAINER["env"]
    assert "Secret" not in MANIFESTS


def test_people_and_the_probe_find_the_ports_that_the_settings_name(settings: Config) -> None:
    listen, running = settings.listen, settings.running
    assert {"ssh": listen.port, "figures": running.metrics_port} == PORTS
    assert (listen.host, running.metrics_host) == ("", "")
    (port,) = MANIFESTS["Service"]["spec"]["ports"]
    assert port["targetPort"] == "ssh"
    asks = CONTAINER["readinessProbe"]["httpGet"]
    assert (asks["path"], asks["port"]) == ("/health", "figures")


def test_one_that_closes_is_given_the_time_that_it_gives_people(settings: Config) -> None:
    heard = CONTAINER["lifecycle"]["preStop"]["sleep"]["seconds"]
    probe = CONTAINER["readinessProbe"]
    assert heard > probe["periodSeconds"] * probe["failureThreshold"]
    closing = settings.running.closing_seconds + PARTING_SECONDS
    assert POD["terminationGracePeriodSeconds"] > heard + closing


def test_nothing_ends_a_kiosk_that_closes_and_an_update_takes_none_away_first() -> None:
    assert not {"livenessProbe", "startupProbe"} & CONTAINER.keys()
    assert DEPLOYMENT["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert MANIFESTS["PodDisruptionBudget"]["spec"]["maxUnavailable"] == 1


def test_nothing_goes_out_and_only_the_monitor_asks_for_figures() -> None:
    assert (POLICY["podSelector"], POLICY["egress"]) == ({}, [])
    assert {*POLICY["policyTypes"]} == {"Ingress", "Egress"}
    people, monitor = POLICY["ingress"]
    assert people == {"ports": [{"port": "ssh"}]}
    assert monitor["from"]
    assert monitor["ports"] == [{"port": "figures"}]


def test_all_speak_of_the_same_kiosks() -> None:
    labels = DEPLOYMENT["template"]["metadata"]["labels"]
    (spread,) = POD["topologySpreadConstraints"]
    chosen = [DEPLOYMENT, MANIFESTS["PodDisruptionBudget"]["spec"], {"selector": None} | spread]
    for one in chosen:
        assert (one["selector"] or one["labelSelector"])["matchLabels"] == labels
    assert MANIFESTS["Service"]["spec"]["selector"] == labels
    namespace = MANIFESTS["Namespace"]["metadata"]["name"]
    others = [one for kind, one in MANIFESTS.items() if kind != "Namespace"]
    assert {one["metadata"]["namespace"] for one in others} == {namespace}


def test_it_grows_by_a_figure_that_a_kiosk_has_before_all_places_are_taken(
    settings: Config,
) -> None:
    scaling = MANIFESTS["HorizontalPodAutoscaler"]["spec"]
    target = scaling["scaleTargetRef"]
    assert (target["kind"], target["name"]) == (
        "Deployment", MANIFESTS["Deployment"]["metadata"]["name"],
    )  # fmt: skip
    (metric,) = scaling["metrics"]
    figures = Metrics(Words(defaultdict(str))).text().decode()
    assert f"\n{metric['pods']['metric']['name']} 0" in figures
    assert int(metric["pods"]["target"]["averageValue"]) < settings.people.at_once


def test_all_who_may_be_inside_find_room_in_memory(settings: Config) -> None:
    asked, most = CONTAINER["resources"]["requests"], CONTAINER["resources"]["limits"]
    assert asked["memory"] == most["memory"]
    number, unit = re.findall(r"(\d+)(\w+)", most["memory"])[0]
    assert int(number) * UNITS[unit] >= 200 + 15 * settings.people.at_once
