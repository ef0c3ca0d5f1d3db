"""Who may ask what about the schedule."""

from omms_server.contract import booking as online
from omms_server.contract import scheduling as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import booking, queue, service

ROUTES = (
    Route(said.ListDepartments, service.list_departments, Permission.SCHEDULE_READ),
    Route(said.ListSessions, service.list_sessions, Permission.SCHEDULE_READ),
    Route(said.ListAppointments, service.list_appointments, Permission.APPOINTMENTS_READ),
    Route(said.LoadArrival, service.load_arrival, Permission.PATIENTS_READ, opens=True),
    Route(said.BookAppointment, service.book, Permission.BOOK),
    Route(said.CancelAppointment, service.cancel, Permission.BOOK),
    Route(said.CheckIn, service.check_in, Permission.CHECK_IN),
    Route(said.LoadQueue, queue.load_queue, Permission.CALL),
    Route(said.CallNext, queue.call_next, Permission.CALL),
    Route(said.CallPatient, queue.call_patient, Permission.CALL),
    Route(said.PassOver, queue.pass_over, Permission.CALL),
    Route(online.ListOfferedDays, booking.offered_days, Permission.BOOK_FOR_SELF),
    Route(online.ListOfferedSlots, booking.offered_slots, Permission.BOOK_FOR_SELF),
    Route(online.RequestBookingCode, booking.request_code, Permission.BOOK_FOR_SELF),
    Route(online.BookOnline, booking.book_online, Permission.BOOK_FOR_SELF),
)
