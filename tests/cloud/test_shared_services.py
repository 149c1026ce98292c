"""Keys, queues, secrets and topics declared in a template, and what somebody of another account gets of them."""

import json
from typing import Any

import pytest
import yaml

from iamlab.cloud.gateway import Answer, Call, handle
from iamlab.cloud.state.company import Company
from iamlab.cloud.template import TemplateError, TemplateLoader, build_account
from tests.cloud.company import NOW

HOME, OTHER = "123456789012", "210987654321"
EVE = f"arn:aws:iam::{OTHER}:user/eve"

RESOURCES = """
Key:
  Type: AWS::KMS::Key
  Properties:
    Description: orders
    EnableKeyRotation: true
    Tags: [{Key: team, Value: data}]
    KeyPolicy:
      Version: 2012-10-17
      Statement:
        - {Effect: Allow, Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}, Action: "kms:*", Resource: "*"}
Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/orders, TargetKeyId: !Ref Key}}
Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
Orders:
  Type: AWS::SQS::Queue
  Properties:
    QueueName: orders
    VisibilityTimeout: 45
    RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
    Tags: [{Key: team, Value: data}]
OrdersPolicy:
  Type: AWS::SQS::QueuePolicy
  Properties:
    Queues: [!Ref Orders]
    PolicyDocument:
      Version: 2012-10-17
      Statement:
        - Effect: Allow
          Principal: {Service: sns.amazonaws.com}
          Action: sqs:SendMessage
          Resource: !GetAtt Orders.Arn
News:
  Type: AWS::SNS::Topic
  Properties:
    TopicName: news
    Subscription: [{Protocol: sqs, Endpoint: !GetAtt Orders.Arn}]
NewsPolicy:
  Type: AWS::SNS::TopicPolicy
  Properties:
    Topics: [!Ref News]
    PolicyDocument:
      Version: 2012-10-17
      Statement: [{Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: "sns:Publish", Resource: "*"}]
Raw:
  Type: AWS::SNS::Subscription
  Properties: {TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Dead.Arn, RawMessageDelivery: true}
Database:
  Type: AWS::SecretsManager::Secret
  Properties:
    Name: prod/db
    KmsKeyId: !GetAtt Key.Arn
    GenerateSecretString:
      SecretStringTemplate: '{"user": "app"}'
      GenerateStringKey: password
      PasswordLength: 20
      ExcludePunctuation: true
Own: {Type: AWS::SecretsManager::Secret, Properties: {Name: own, SecretString: mine}}
OwnPolicy:
  Type: AWS::SecretsManager::ResourcePolicy
  Properties:
    SecretId: !Ref Own
    ResourcePolicy:
      Version: 2012-10-17
      Statement:
        - {Effect: Allow, Principal: {AWS: "210987654321"}, Action: "secretsmanager:GetSecretValue", Resource: "*"}
Host: {Type: AWS::SSM::Parameter, Properties: {Name: /prod/host, Type: String, Value: db.internal, Tags: {team: data}}}
Ann:
  Type: AWS::IAM::User
  Properties: {UserName: ann, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]}
"""
OTHERS = """
Eve:
  Type: AWS::IAM::User
  Properties: {UserName: eve, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]}
Bob: {Type: AWS::IAM::User, Properties: {UserName: bob}}
"""


@pytest.fixture
def lab() -> Company:
    made = Company({}, home_id=HOME, seed="seed")
    build_account(made, OTHER, "other", yaml.load(OTHERS, Loader=TemplateLoader))
    build_account(made, HOME, "main", yaml.load(RESOURCES, Loader=TemplateLoader))
    return made


def answer(lab: Company, who: str, service: str, operation: str, **given: Any) -> Answer:
    return handle(lab, Call(service, operation, given, who), NOW)


def output(lab: Company, who: str, service: str, operation: str, **given: Any) -> dict[str, Any]:
    found = answer(lab, who, service, operation, **given)
    assert found.output is not None, found.error
    return found.output


def refusal(lab: Company, who: str, service: str, operation: str, **given: Any) -> str:
    found = answer(lab, who, service, operation, **given)
    assert found.error is not None, found.output
    return str(found.error)


def arn(lab: Company, kind: str, ending: str) -> str:
    held: dict[str, Any] = getattr(lab.home, kind)
    return next(one for one in held if ending in one)


def test_a_template_makes_what_it_declares(lab: Company) -> None:
    (key,) = lab.home.kms_keys.values()
    assert (key.description, key.rotation_days, key.tags) == ("orders", 365, {"team": "data"})
    assert lab.home.kms_aliases[arn(lab, "kms_aliases", "alias/orders")].target == key.arn
    queue = lab.home.queues[arn(lab, "queues", ":orders")]
    assert queue.attributes["VisibilityTimeout"] == "45"
    assert json.loads(queue.attributes["RedrivePolicy"])["deadLetterTargetArn"] == arn(lab, "queues", ":dead")
    secret = json.loads(output(lab, "ann", "secretsmanager", "GetSecretValue", SecretId="prod/db")["SecretString"])
    assert secret["user"] == "app" and len(secret["password"]) == 20 and secret["password"].isalnum()
    parameter = output(lab, "ann", "ssm", "GetParameter", Name="/prod/host")["Parameter"]
    assert parameter["Value"] == "db.internal"
    output(lab, "ann", "sns", "Publish", TopicArn=arn(lab, "topics", ":news"), Message="hello")
    (received,) = output(lab, "ann", "sqs", "ReceiveMessage", QueueUrl=queue.url)["Messages"]
    assert json.loads(received["Body"])["Message"] == "hello"
    assert Company.from_document(lab.to_document()) == lab


MISTAKES = {
    "a policy that lets nobody change it": (
        "{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: 1}}}",
        "A.Properties: AWS would refuse this: MalformedPolicyDocumentException",
    ),
    "a key that needs a usage": (
        "{Type: AWS::KMS::Key, Properties: {KeySpec: RSA_2048}}",
        "You must specify a KeyUsage value",
    ),
    "an alias of nothing": (
        "{Type: AWS::KMS::Alias, Properties: {AliasName: alias/a, TargetKeyId: nothing}}",
        "Invalid keyId 'nothing'",
    ),
    "a FIFO queue by a wrong name": (
        "{Type: AWS::SQS::Queue, Properties: {QueueName: a, FifoQueue: true}}",
        "must end with .fifo suffix",
    ),
    "a policy for a queue that is not there": (
        "{Type: AWS::SQS::QueuePolicy, Properties: {PolicyDocument: {}, Queues: [x]}}",
        "A.Properties.Queues[0]: AWS would refuse this: InvalidAddress",
    ),
    "a subscription without an endpoint": (
        "{Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: sqs}]}}",
        "a list of subscriptions, each with Endpoint and Protocol",
    ),
    "a template that is no JSON": (
        "{Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {GenerateStringKey: p}}}",
        "A.Properties.GenerateSecretString: SecretStringTemplate is a JSON object",
    ),
    "a function that does not rotate": (
        "{Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: s, RotationLambdaARN: x}}",
        "ResourceNotFoundException",
    ),
    "a parameter without a value": (
        "{Type: AWS::SSM::Parameter, Properties: {Type: String}}",
        "needs Value",
    ),
}


@pytest.mark.parametrize(("declared", "says"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_in_a_template_is_told_with_its_place(declared: str, says: str) -> None:
    made = Company({}, home_id=HOME, seed="seed")
    with pytest.raises(TemplateError) as refused:
        build_account(made, HOME, "main", yaml.load(f"A: {declared}", Loader=TemplateLoader))
    assert says in str(refused.value)


def test_the_trail_hides_messages_and_ciphertexts(lab: Company) -> None:
    url = lab.home.queues[arn(lab, "queues", ":dead")].url
    topic = arn(lab, "topics", ":news")
    events = [
        answer(lab, "ann", "sqs", "SendMessage", QueueUrl=url, MessageBody="open sesame").event,
        answer(lab, "ann", "sqs", "ReceiveMessage", QueueUrl=url).event,
        answer(lab, "ann", "sns", "Publish", TopicArn=topic, Message="open sesame", Subject="open sesame").event,
        answer(lab, "ann", "ssm", "PutParameter", Name="p", Value="open sesame", Type="SecureString").event,
        answer(lab, "ann", "secretsmanager", "PutSecretValue", SecretId="own", SecretString="open sesame").event,
        answer(lab, "ann", "kms", "Decrypt", CiphertextBlob=b"open sesame").event,
    ]
    assert "open sesame" not in repr(events)
    sent, received, published, *_ = events
    assert sent["requestParameters"]["messageBody"] == "HIDDEN_DUE_TO_SECURITY_REASONS"
    assert published["requestParameters"]["topicArn"] == topic
    assert [one["eventCategory"] for one in (sent, received, published)] == ["Data"] * 3


def test_a_secret_under_aws_own_key_stays_in_its_account(lab: Company) -> None:
    secret = arn(lab, "secrets", ":own-")
    assert "default KMS service key" in refusal(lab, "other/eve", "secretsmanager", "GetSecretValue", SecretId=secret)
    assert "AccessDenied" in refusal(lab, "other/bob", "secretsmanager", "GetSecretValue", SecretId=secret)
    assert "ResourceNotFound" in refusal(lab, "other/eve", "secretsmanager", "GetSecretValue", SecretId="own")


def test_a_secret_under_a_shared_key_is_read_from_another_account(lab: Company) -> None:
    secret, key = arn(lab, "secrets", ":prod/db-"), arn(lab, "kms_keys", "key/")
    policy = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": EVE}, "Action": "secretsmanager:Get*", "Resource": "*"},
    }
    read = (lab, "other/eve", "secretsmanager", "GetSecretValue")
    assert "no resource-based policy allows" in refusal(*read, SecretId=secret)
    text = json.dumps(policy)
    output(lab, "ann", "secretsmanager", "PutResourcePolicy", SecretId="prod/db", ResourcePolicy=text)
    assert "Access to KMS is not allowed" in refusal(*read, SecretId=secret)
    output(lab, "ann", "kms", "CreateGrant", KeyId=key, GranteePrincipal=EVE, Operations=["Decrypt"])
    assert "SecretString" in output(*read, SecretId=secret)


def test_a_grant_is_enough_for_somebody_of_another_account(lab: Company) -> None:
    key = arn(lab, "kms_keys", "key/")
    blob = output(lab, "ann", "kms", "Encrypt", KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    bob = f"arn:aws:iam::{OTHER}:user/bob"
    assert "kms:Decrypt" in refusal(lab, "other/bob", "kms", "Decrypt", CiphertextBlob=blob)
    grant = output(lab, "ann", "kms", "CreateGrant", KeyId=key, GranteePrincipal=bob, Operations=["Decrypt"])
    assert output(lab, "other/bob", "kms", "Decrypt", CiphertextBlob=blob)["Plaintext"] == b"x"
    assert "kms:Encrypt" in refusal(lab, "other/bob", "kms", "Encrypt", KeyId=key, Plaintext=b"x")
    output(lab, "ann", "kms", "RetireGrant", GrantToken=grant["GrantToken"])
    assert "kms:Decrypt" in refusal(lab, "other/bob", "kms", "Decrypt", CiphertextBlob=blob)


def test_a_key_of_another_account_is_used_and_not_managed(lab: Company) -> None:
    key = arn(lab, "kms_keys", "key/")
    statements = [
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{one}:root"}, "Action": "kms:*", "Resource": "*"}
        for one in (HOME, OTHER)
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    output(lab, "ann", "kms", "PutKeyPolicy", KeyId=key, Policy=policy)
    assert output(lab, "other/eve", "kms", "Encrypt", KeyId=key, Plaintext=b"x")["KeyId"] == key
    alias = f"arn:aws:kms:us-east-1:{HOME}:alias/orders"
    assert output(lab, "other/eve", "kms", "DescribeKey", KeyId=alias)["KeyMetadata"]["Arn"] == key
    assert "not found" in refusal(lab, "other/eve", "kms", "DescribeKey", KeyId="alias/orders")
    assert "AccessDenied" in refusal(lab, "other/bob", "kms", "Encrypt", KeyId=key, Plaintext=b"x")
    assert "NotFound" in refusal(lab, "other/eve", "kms", "ScheduleKeyDeletion", KeyId=key)


def test_a_queue_is_shared_by_its_policy_but_never_its_administration(lab: Company) -> None:
    url = lab.home.queues[arn(lab, "queues", ":dead")].url
    assert "no resource-based policy" in refusal(lab, "other/eve", "sqs", "SendMessage", QueueUrl=url, MessageBody="x")
    allow = {"QueueUrl": url, "Label": "Partner", "AWSAccountIds": [OTHER], "Actions": ["*"]}
    output(lab, "ann", "sqs", "AddPermission", **allow)
    assert output(lab, "other/eve", "sqs", "SendMessage", QueueUrl=url, MessageBody="x")["MessageId"]
    assert "identity-based" in refusal(lab, "other/bob", "sqs", "SendMessage", QueueUrl=url, MessageBody="x")
    found = output(lab, "other/eve", "sqs", "GetQueueUrl", QueueName="dead", QueueOwnerAWSAccountId=HOME)
    assert found["QueueUrl"] == url
    assert "AccessDenied" in refusal(lab, "other/eve", "sqs", "DeleteQueue", QueueUrl=url)


def test_a_queue_of_another_account_has_to_confirm_a_subscription(lab: Company) -> None:
    queue = lab.home.queues[arn(lab, "queues", ":orders")]
    topic = output(lab, "other/eve", "sns", "CreateTopic", Name="foreign")["TopicArn"]
    asked = output(lab, "other/eve", "sns", "Subscribe", TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
    assert asked["SubscriptionArn"] == "pending confirmation"
    output(lab, "other/eve", "sns", "Publish", TopicArn=topic, Message="unwanted")
    (received,) = output(lab, "ann", "sqs", "ReceiveMessage", QueueUrl=queue.url, MaxNumberOfMessages=10)["Messages"]
    token = json.loads(received["Body"])["Token"]
    output(lab, "other/eve", "sns", "ConfirmSubscription", TopicArn=topic, Token=token)
    output(lab, "other/eve", "sns", "Publish", TopicArn=topic, Message="wanted")
    (received,) = output(lab, "ann", "sqs", "ReceiveMessage", QueueUrl=queue.url, MaxNumberOfMessages=10)["Messages"]
    assert json.loads(received["Body"])["Message"] == "wanted"
