"""Which screen an address is; who may come here was settled by the site."""

from django.http import Http404, HttpResponse

from events.api import EditionVisit, participant_file
from events.plugins.leertraject.admin.assignments import ChangeAssignmentView, RemoveAssignmentView
from events.plugins.leertraject.admin.grid import GridView
from events.plugins.leertraject.admin.work import WorkView, work_of
from events.plugins.leertraject.views import as_uuid, file_response


def respond(visit: EditionVisit) -> HttpResponse:
    """`nieuw`, `wijzig/<id>`, `weg/<id>`, `werk/<assignment>/<registration>` and `bestand/...`; else the grid."""
    match visit.rest.split("/"):
        case [""]:
            return GridView.answer(visit)
        case ["nieuw"]:
            return ChangeAssignmentView.answer(visit)
        case ["wijzig", public_id]:
            return ChangeAssignmentView.answer(visit, assignment=as_uuid(public_id))
        case ["weg", public_id]:
            return RemoveAssignmentView.answer(visit, assignment=as_uuid(public_id))
        case ["werk", assignment, registration]:
            return WorkView.answer(visit, assignment=as_uuid(assignment), registration=as_uuid(registration))
        case ["bestand", assignment, registration]:
            _row, task = work_of(visit, as_uuid(assignment), as_uuid(registration))
            if task.work and task.work.file and (found := participant_file(as_uuid(registration), task.work.file)):
                return file_response(found)
    raise Http404
